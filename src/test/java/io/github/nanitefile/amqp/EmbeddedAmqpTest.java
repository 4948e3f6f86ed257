package io.github.nanitefile.amqp;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.TestBroker;

class EmbeddedAmqpTest extends AmqpContract {

    @Override
    TestBroker broker() {
        return Brokers.embedded();
    }
}
