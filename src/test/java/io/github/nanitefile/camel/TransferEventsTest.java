package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileEvent.Kind;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.RecordingListener;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferEventsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CamelContext context = new DefaultCamelContext();
    private final List<NaniteFileEvent> told = new ArrayList<>();
    private final TransferEvents events = new TransferEvents(context, new RecordingListener());
    private final Transfer transfer =
            new Transfer(Direction.SENDING, "d", new Token("a"), "f", 100L);

    @BeforeEach
    void listen() {
        context.getManagementStrategy()
                .addEventNotifier(
                        new EventNotifierSupport() {
                            @Override
                            public void notify(CamelEvent event) {
                                if (event instanceof NaniteFileEvent one) {
                                    told.add(one);
                                }
                            }
                        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldTellOfProgressOnceASecond() {
        events.started(transfer, 0);
        for (int bytes = 1; bytes <= 30; bytes++) {
            events.progressed(transfer, bytes, bytes * SECOND / 10);
        }

        assertThat(told)
                .filteredOn(event -> event.getKind() == Kind.PROGRESS)
                .extracting(NaniteFileEvent::getBytes)
                .containsExactly(10L, 20L, 30L);
    }

    @Test
    void shouldSayWhichKindOfFailureItWas() {
        events.failed(transfer, FailureKind.NO_RECEIVER, "nobody", 0);

        assertThat(told).singleElement().matches(e -> e.getFailure() == FailureKind.NO_RECEIVER);
    }
}
