package io.github.nanitefile.testing;

@RequiresRabbitMq
class RabbitTestBrokerTest extends TestBrokerContract {

    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }
}
