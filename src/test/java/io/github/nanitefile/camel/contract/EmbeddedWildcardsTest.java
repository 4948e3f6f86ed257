package io.github.nanitefile.camel.contract;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.TestBroker;

class EmbeddedWildcardsTest extends WildcardsContract {
    @Override
    TestBroker broker() {
        return Brokers.embedded();
    }
}
