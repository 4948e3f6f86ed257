package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Files that are placed in a directory. */
abstract class DirectoryContract extends Contract {

    private final List<Path> bodies = new CopyOnWriteArrayList<>();

    private Path directory() {
        return dir.resolve("placed");
    }

    private Inbox place(String options) throws Exception {
        Inbox inbox = new Inbox();
        start(
                route ->
                        route.from(in("?directory=" + directory() + options))
                                .process(
                                        exchange ->
                                                bodies.add(
                                                        exchange.getMessage()
                                                                .getBody(File.class)
                                                                .toPath()))
                                .process(inbox));
        return inbox;
    }

    @Test
    void shouldPlaceTheFileUnderItsDestinationAndGiveItToTheRoute() throws Exception {
        Inbox inbox = place("");
        send(sender(), "sub/deep/a.txt", bytes(50_000));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(inbox.one().headers()).doesNotContainKey(Exchange.FILE_LOCAL_WORK_PATH);
        assertThat(bodies).containsExactly(directory().resolve("sub/deep/a.txt"));
        stopAll();
        assertThat(files(directory())).containsExactly("sub/deep/a.txt");
        assertThat(directory().resolve("sub/deep/a.txt")).hasBinaryContent(bytes(50_000));
    }

    @Test
    void shouldGiveAPlacedFileToTheRouteAgainWithoutPlacingItTwice() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Inbox inbox = new Inbox();
        start(
                route ->
                        route.from(
                                        in(
                                                "?fileExist=Rename&onFailure=requeue&requeueDelay=50&directory="
                                                        + directory()))
                                .process(
                                        exchange -> {
                                            if (rounds.incrementAndGet() < 3) {
                                                throw new IllegalStateException("not yet");
                                            }
                                        })
                                .process(inbox));
        send(sender(), "a.txt", bytes(50_000));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        stopAll();
        assertThat(rounds).hasValue(3);
        assertThat(files(directory())).containsExactly("a.txt");
    }

    @Test
    void shouldShowNothingUnderTheFinalNameBeforeAllIsThere() throws Exception {
        Inbox inbox = place("&prefetchCount=2");
        Wire.Sending sending = wire().sending("a", false).start(20L).chunk(new byte[10]);
        await("it grows in the spool")
                .until(() -> files(spool()).stream().anyMatch(name -> name.endsWith(".data")));
        sending.chunk(new byte[9]);
        await("all is taken").until(() -> broker().messageCount(queue()) <= 1);
        assertThat(directory().resolve("a")).doesNotExist();
        sending.chunk(new byte[1]).end(20L, Wire.digest(new byte[20]));
        inbox.await(1);
        assertThat(directory().resolve("a")).hasBinaryContent(new byte[20]);
    }

    @Test
    void shouldReplaceAFileByDefault() throws Exception {
        Inbox inbox = place("");
        CamelContext sender = sender();
        send(sender, "a", "one");
        inbox.await(1);
        send(sender, "a", "two");
        assertThat(inbox.await(2).get(1).text()).isEqualTo("two");
        assertThat(directory().resolve("a")).hasContent("two");
        assertThat(files(directory())).containsExactly("a");
    }

    @Test
    void shouldFailWhereTheNameIsTakenAndKeepTheFile() throws Exception {
        spoolKeepsFiles();
        Inbox inbox = place("&fileExist=Fail");
        CamelContext sender = sender();
        send(sender, "a", "one");
        inbox.await(1);
        send(sender, "a", "two");
        await("it is kept")
                .until(
                        () ->
                                files(spool()).stream()
                                        .anyMatch(name -> name.matches(".*failed/.*/a")));
        send(sender, "b", "three");
        assertThat(inbox.await(2).get(1).name()).isEqualTo("b");
        assertThat(directory().resolve("a")).hasContent("one");
    }

    @Test
    void shouldDropTheNewFileWithoutTheRouteWhereTheNameIsTaken() throws Exception {
        Inbox inbox = place("&fileExist=Ignore");
        CamelContext sender = sender();
        send(sender, "a", "one");
        inbox.await(1);
        send(sender, "a", "two");
        send(sender, "b", "three");
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("a", "b");
        assertThat(directory().resolve("a")).hasContent("one");
    }

    @Test
    void shouldGiveTheNewFileAnotherNameWhereItsIsTaken() throws Exception {
        Inbox inbox = place("&fileExist=Rename");
        CamelContext sender = sender();
        for (int i = 1; i <= 3; i++) {
            send(sender, "sub/a.txt", "text " + i);
            inbox.await(i);
        }
        assertThat(files(directory()))
                .containsExactlyInAnyOrder("sub/a.txt", "sub/a-1.txt", "sub/a-2.txt");
        assertThat(directory().resolve("sub/a-2.txt")).hasContent("text 3");
        assertThat(bodies.get(2)).isEqualTo(directory().resolve("sub/a-2.txt"));
    }

    @Test
    void shouldLeaveThePlacedFileToItsOwnersWhenTheRouteFails() throws Exception {
        spoolKeepsFiles();
        start(
                route ->
                        route.from(in("?directory=" + directory()))
                                .throwException(new IllegalStateException("no")));
        send(sender(), "a", "one");
        await("it is kept")
                .until(
                        () ->
                                files(spool()).stream()
                                        .anyMatch(name -> name.matches(".*failed/.*/a")));
        assertThat(directory().resolve("a")).hasContent("one");
    }

    @Test
    void shouldNotLetChangesOfThePlacedFileReachAnother() throws Exception {
        Inbox inbox = place("");
        send(sender(), "a", "one");
        inbox.await(1);
        await("the spool lets go")
                .until(() -> files(spool()).stream().noneMatch(name -> name.endsWith(".data")));
        Files.writeString(directory().resolve("a"), "changed");
        assertThat(directory().resolve("a")).hasContent("changed");
    }
}
