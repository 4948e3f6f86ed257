package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Who gets a copy. */
abstract class GroupsContract extends Contract {

    @Test
    void shouldGiveEveryGroupEveryFile() throws Exception {
        Inbox x = receive("?group=x");
        Inbox y = receive("?group=y");
        Inbox z = new Inbox();
        CamelContext context = start(route -> route.from(in("?group=z")).process(z));
        for (int i = 0; i < 3; i++) {
            send(context, "f" + i, bytes(50_000 + i));
        }
        for (Inbox inbox : new Inbox[] {x, y, z}) {
            assertThat(inbox.await(3))
                    .extracting(Inbox.Mail::name)
                    .containsExactly("f0", "f1", "f2");
            assertThat(inbox.all().get(2).bytes()).isEqualTo(bytes(50_002));
        }
    }

    @Test
    void shouldGiveEveryGroupOfOneContextEveryFile() throws Exception {
        Inbox x = new Inbox();
        Inbox y = new Inbox();
        start(
                route -> {
                    route.from(in("?group=x")).process(x);
                    route.from(in("?group=y")).process(y);
                });
        send(sender(), "f", bytes(50_000));
        assertThat(x.one().bytes()).isEqualTo(y.one().bytes());
    }

    @Test
    void shouldKeepForAGroupWhatIsSentWhileItIsAway() throws Exception {
        Inbox first = new Inbox();
        CamelContext away = start(route -> route.from(in("?group=x")).process(first));
        away.stop();
        send(sender(), "f", bytes(50_000));
        Inbox inbox = receive("?group=x");
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(first.all()).isEmpty();
    }

    @Test
    void shouldGiveEveryBroadcastConsumerWhatIsSentWhileItIsThere() throws Exception {
        Inbox x = receive("?broadcast=true");
        Inbox y = new Inbox();
        CamelContext leaving = start(route -> route.from(in("?broadcast=true")).process(y));
        CamelContext sender = sender();
        send(sender, "a", bytes(50_000));
        assertThat(x.one().bytes()).isEqualTo(y.one().bytes());
        leaving.stop();
        send(sender, "b", "2");
        assertThat(x.await(2).get(1).text()).isEqualTo("2");
        assertThat(y.all()).hasSize(1);
        Inbox z = receive("?broadcast=true&prefetchCount=4");
        send(sender, "c", bytes(1_000_000));
        assertThat(z.one().name()).isEqualTo("c");
        assertThat(x.await(3).get(2).bytes()).isEqualTo(bytes(1_000_000));
    }

    @Test
    void shouldForgetABroadcastConsumerThatIsGone() throws Exception {
        CamelContext context = start(route -> route.from(in("?broadcast=true")).process(e -> {}));
        send(context, "a", "1");
        context.stop();
        CamelContext sender = sender();
        await("nobody is left")
                .until(
                        () -> {
                            Exchange sent = trySend(sender, in(""), "x", java.util.Map.of());
                            return sent.getException() != null
                                    && sent.getException().getMessage().contains("no receiver");
                        });
    }

    @Test
    void shouldReadTheQueueThatIsNamed() throws Exception {
        Inbox inbox = receive("?queue=my-" + domain);
        send(sender(), "a", "1");
        assertThat(inbox.one().text()).isEqualTo("1");
        assertThat(broker().queueExists("my-" + domain)).isTrue();
        assertThat(broker().queueExists(queue())).isFalse();
    }
}
