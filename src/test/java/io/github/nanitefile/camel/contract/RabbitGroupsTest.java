package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

@RequiresRabbitMq
class RabbitGroupsTest extends GroupsContract {

    private final AtomicInteger tries = new AtomicInteger();
    private volatile boolean fails = true;

    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }

    @Test
    void shouldLeaveAFileToTheStandByThatWaitsToComeAgain() throws Exception {
        CamelContext first = failing("");
        send(sender(), "a", bytes(50_000));
        await("it failed").until(() -> tries.get() == 1);
        Inbox second = receive("?spoolDirectory=" + spool("second"));

        first.getRouteController().suspendRoute("in");

        assertThat(second.one().bytes()).isEqualTo(bytes(50_000));
        await("the first has it no more")
                .until(
                        () ->
                                files(spool("first")).stream()
                                        .noneMatch(name -> name.endsWith(".data")));
    }

    /** For a copy its name would be taken. */
    @Test
    void shouldKeepAPlacedFileThatWaitsToComeAgain() throws Exception {
        Path placed = dir.resolve("placed");
        CamelContext first = failing("&fileExist=Rename&directory=" + placed);
        CamelContext sender = sender();
        send(sender, "a", bytes(50_000));
        await("it failed").until(() -> tries.get() == 1);
        Inbox second = receive("?spoolDirectory=" + spool("second"));

        first.getRouteController().suspendRoute("in");
        send(sender, "b", "next");
        assertThat(second.one().name()).isEqualTo("b");

        fails = false;
        first.getRouteController().stopRoute("in");
        first.getRouteController().startRoute("in");
        await("it came again").until(() -> tries.get() == 2);
        assertThat(files(placed)).containsExactly("a");
    }

    private Path spool(String member) {
        return spool().resolve(member);
    }

    /** A context whose route fails while it is to; what fails comes again after the test. */
    private CamelContext failing(String options) throws Exception {
        String requeue = "?onFailure=requeue&requeueDelay=60000&spoolDirectory=" + spool("first");
        return start(
                route ->
                        route.from(in(requeue + options))
                                .routeId("in")
                                .process(
                                        exchange -> {
                                            tries.incrementAndGet();
                                            if (fails) {
                                                throw new IllegalStateException("not yet");
                                            }
                                        }));
    }
}
