package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.TestBroker;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** A broker that cannot part files. */
class EmbeddedPartitionsTest extends Contract {

    @Override
    TestBroker broker() {
        return Brokers.embedded();
    }

    @Test
    void shouldSayWhatPartitionsNeed() throws Exception {
        CamelContext context = create(route -> route.from(in("?partitions=2")).to("mock:in"));
        assertThatThrownBy(context::start)
                .hasStackTraceContaining("Files of domain '" + domain + "' cannot come in")
                .hasStackTraceContaining(
                        "rabbitmq-plugins enable rabbitmq_consistent_hash_exchange");
    }
}
