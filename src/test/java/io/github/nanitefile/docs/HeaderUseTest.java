package io.github.nanitefile.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.Contexts;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.EmbeddedTestBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table of headers says of sender and receiver is what they do. */
class HeaderUseTest {

    @TempDir Path folder;

    private final CompletableFuture<Map<String, Object>> received = new CompletableFuture<>();

    @Test
    void shouldBeAsATransferHasIt() throws Exception {
        try (EmbeddedTestBroker broker = new EmbeddedTestBroker();
                CamelContext context = Contexts.create(broker, folder, receiving())) {
            context.start();
            Exchange sent = send(context);
            assertThat(sent.getException()).isNull();

            Map<String, Object> there = received.get(30, TimeUnit.SECONDS);
            assertThat(ours())
                    .filteredOn(there::containsKey)
                    .containsExactlyInAnyOrderElementsOf(those(HeaderUse::isSetByReceiver));
            Map<String, Object> here = sent.getMessage().getHeaders();
            assertThat(here).containsKeys(those(HeaderUse::isSetBySender).toArray(String[]::new));
            assertThat(those(use -> !use.isSetBySender() && !use.staysAtSender()))
                    .noneMatch(here::containsKey);
        }
    }

    private RouteBuilder receiving() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("nanitefile:there")
                        .process(
                                exchange ->
                                        received.complete(
                                                Map.copyOf(exchange.getMessage().getHeaders())));
            }
        };
    }

    private static Exchange send(CamelContext context) {
        return context.createProducerTemplate()
                .send(
                        "nanitefile:here?receipts=1",
                        exchange -> {
                            exchange.getMessage().setBody("hello");
                            exchange.getMessage().setHeader(NaniteFileConstants.FILE_NAME, "a.txt");
                            exchange.getMessage()
                                    .setHeader(NaniteFileConstants.DESTINATION, "b.txt");
                            exchange.getMessage().setHeader(NaniteFileConstants.META, "c");
                            exchange.getMessage()
                                    .setHeader(NaniteFileConstants.OVERRIDE_DOMAIN, "there");
                            exchange.getMessage()
                                    .setHeader(NaniteFileConstants.OVERRIDE_TOKEN, "t");
                        });
    }

    private static Stream<String> ours() {
        return Catalogue.read().headers().stream().map(Catalogue.Entry::name);
    }

    private static List<String> those(Predicate<HeaderUse> which) {
        return ours().filter(header -> which.test(HeaderUse.of(header))).toList();
    }
}
