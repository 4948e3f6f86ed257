package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileEvent;
import io.github.nanitefile.camel.NaniteFileEvent.Kind;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

/** What event notifiers are told of transfers. */
abstract class EventsContract extends Contract {

    private final Queue<NaniteFileEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void shouldTellBothSidesOfAFileThatArrives() throws Exception {
        Inbox inbox = new Inbox();
        listen(create(route -> route.from(in("")).process(inbox))).start();
        CamelContext sender = listen(create());
        sender.start();

        String token = token(send(sender, "a.txt", "text"));

        awaitKinds(token, Kind.STARTED, Kind.STARTED, Kind.COMPLETED, Kind.COMPLETED);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getTransfer().domain()).isEqualTo(domain))
                .filteredOn(event -> event.getKind() == Kind.COMPLETED)
                .allSatisfy(event -> assertThat(event.getBytes()).isEqualTo(4));
    }

    @Test
    void shouldTellWhyAFileIsRefused() throws Exception {
        listen(create(route -> route.from(in("?maxFileSize=3")).to("mock:none"))).start();

        String token = token(send(sender(), "a.txt", "text"));

        awaitKinds(token, Kind.FAILED);
        assertThat(events.remove().getReason()).contains("maxFileSize=3");
    }

    @Test
    void shouldGoOnWhenANotifierFails() throws Exception {
        Inbox inbox = new Inbox();
        CamelContext context = create(route -> route.from(in("")).process(inbox));
        context.getManagementStrategy()
                .addEventNotifier(
                        new EventNotifierSupport() {
                            @Override
                            public void notify(CamelEvent event) {
                                if (event instanceof NaniteFileEvent) {
                                    throw new IllegalStateException("notifier");
                                }
                            }
                        });
        context.start();

        sendWith(sender(), "text", Map.of(Exchange.FILE_NAME, "a.txt"));

        assertThat(inbox.one().name()).isEqualTo("a.txt");
    }

    private void awaitKinds(String token, Kind... kinds) {
        await("events")
                .untilAsserted(
                        () ->
                                assertThat(events)
                                        .filteredOn(
                                                event ->
                                                        event.getTransfer()
                                                                .token()
                                                                .value()
                                                                .equals(token))
                                        .extracting(NaniteFileEvent::getKind)
                                        .containsExactlyInAnyOrder(kinds));
    }

    private CamelContext listen(CamelContext context) {
        context.getManagementStrategy()
                .addEventNotifier(
                        new EventNotifierSupport() {
                            @Override
                            public void notify(CamelEvent event) {
                                if (event instanceof NaniteFileEvent transfer) {
                                    events.add(transfer);
                                }
                            }
                        });
        return context;
    }
}
