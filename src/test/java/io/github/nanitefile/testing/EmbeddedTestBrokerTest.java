package io.github.nanitefile.testing;

class EmbeddedTestBrokerTest extends TestBrokerContract {

    @Override
    TestBroker broker() {
        return Brokers.embedded();
    }
}
