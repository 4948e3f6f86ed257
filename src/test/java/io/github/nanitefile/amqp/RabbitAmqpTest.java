package io.github.nanitefile.amqp;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;

@RequiresRabbitMq
class RabbitAmqpTest extends AmqpContract {

    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }
}
