package io.github.nanitefile.camel.contract;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.TestBroker;

class EmbeddedSecureTest extends SecureContract {
    @Override
    TestBroker broker() {
        return Brokers.embedded();
    }
}
