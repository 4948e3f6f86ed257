package io.github.nanitefile.camel.contract;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;

@RequiresRabbitMq
class RabbitWatchingTest extends WatchingContract {
    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }
}
