package io.github.nanitefile.camel.contract;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.TestBroker;

class EmbeddedReceiptsTest extends ReceiptsContract {
    @Override
    TestBroker broker() {
        return Brokers.embedded();
    }
}
