package io.github.nanitefile.camel.contract;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;

@RequiresRabbitMq
class RabbitWildcardsTest extends WildcardsContract {
    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }
}
