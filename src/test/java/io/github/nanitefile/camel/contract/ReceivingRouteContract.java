package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.junit.jupiter.api.Test;

/** What a route may do with a file that it receives. */
abstract class ReceivingRouteContract extends Contract {

    @Test
    void shouldGiveTheBodyInEveryFormAsOftenAsAsked() throws Exception {
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        start(
                route ->
                        route.from(in(""))
                                .process(
                                        exchange -> {
                                            var message = exchange.getMessage();
                                            seen.add(message.getBody());
                                            seen.add(message.getBody(String.class));
                                            seen.add(
                                                    new String(
                                                            message.getBody(byte[].class),
                                                            StandardCharsets.UTF_8));
                                            seen.add(
                                                    Files.readString(
                                                            message.getBody(File.class).toPath()));
                                            try (InputStream in =
                                                    message.getBody(InputStream.class)) {
                                                seen.add(
                                                        new String(
                                                                in.readAllBytes(),
                                                                StandardCharsets.UTF_8));
                                            }
                                        }));
        send(sender(), "a.txt", "text");
        assertThat(next(seen)).isInstanceOf(WrappedFile.class);
        for (int i = 0; i < 4; i++) {
            assertThat(next(seen)).isEqualTo("text");
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void shouldSayAllThatIsKnownOfTheFileInHeaders() throws Exception {
        Inbox inbox = receive("");
        Exchange sent = send(sender(), "sub/a.txt", "text");
        assertThat(inbox.one().headers())
                .containsEntry(Exchange.FILE_NAME, "sub/a.txt")
                .containsEntry(Exchange.FILE_LENGTH, 4L)
                .containsEntry(NaniteFileConstants.DOMAIN, domain)
                .containsEntry(NaniteFileConstants.TOKEN, token(sent))
                .containsEntry(NaniteFileConstants.FILENAME, "a.txt")
                .containsEntry(NaniteFileConstants.DESTINATION, "sub/a.txt")
                .containsEntry(NaniteFileConstants.VERIFIED, true)
                .doesNotContainKey(NaniteFileConstants.META);
    }

    @Test
    void shouldLetFileTakeTheFileTwice() throws Exception {
        start(route -> route.from(in("")).to("file:" + dir + "/x").to("file:" + dir + "/y"));
        send(sender(), "sub/a.txt", bytes(50_000));
        await("both").until(() -> Files.exists(dir.resolve("y/sub/a.txt")));
        assertThat(dir.resolve("x/sub/a.txt")).hasBinaryContent(bytes(50_000));
        await("the second is whole")
                .untilAsserted(
                        () ->
                                assertThat(dir.resolve("y/sub/a.txt"))
                                        .hasBinaryContent(bytes(50_000)));
        stopAll();
        // What file: took is its own: nothing of it hangs on the spool's file.
        Files.writeString(dir.resolve("x/sub/a.txt"), "changed");
        assertThat(dir.resolve("y/sub/a.txt")).hasBinaryContent(bytes(50_000));
    }

    @Test
    void shouldGiveEveryBranchOfAMulticastTheFile() throws Exception {
        Inbox inbox = new Inbox();
        start(
                route ->
                        route.from(in(""))
                                .multicast()
                                .parallelProcessing()
                                .to(
                                        "file:" + dir + "/x",
                                        "file:" + dir + "/y",
                                        "file:" + dir + "/z")
                                .end()
                                .process(inbox));
        send(sender(), "a", bytes(50_000));
        inbox.await(1);
        for (String branch : List.of("x", "y", "z")) {
            assertThat(dir.resolve(branch).resolve("a")).hasBinaryContent(bytes(50_000));
        }
    }

    @Test
    void shouldKeepTheFileUntilTheRouteBehindSedaIsDone() throws Exception {
        Inbox inbox = new Inbox();
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch handedOver = new CountDownLatch(1);
        start(
                route -> {
                    route.from(in("")).to("seda:next").process(e -> handedOver.countDown());
                    route.from("seda:next").process(exchange -> gate.await()).process(inbox);
                });
        send(sender(), "a", "text");
        assertThat(handedOver.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(files(spool())).anyMatch(name -> name.endsWith(".data"));
        gate.countDown();
        assertThat(inbox.one().text()).isEqualTo("text");
        await("it goes").until(() -> files(spool()).stream().noneMatch(n -> n.endsWith(".data")));
    }

    @Test
    void shouldBeSplitLineByLine() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        start(
                route ->
                        route.from(in(""))
                                .split(route.bodyAs(String.class).tokenize("\n"))
                                .streaming()
                                .process(e -> lines.add(e.getMessage().getBody(String.class))));
        send(sender(), "a", "one\ntwo\nthree");
        assertThat(List.of(next(lines), next(lines), next(lines)))
                .containsExactly("one", "two", "three");
    }

    @Test
    void shouldGiveAWireTapACopyThatItPrepares() throws Exception {
        Inbox tapped = new Inbox();
        CountDownLatch done = new CountDownLatch(1);
        start(
                route -> {
                    route.from(in(""))
                            .onCompletion()
                            .process(e -> done.countDown())
                            .end()
                            .wireTap("direct:tap")
                            .onPrepare(
                                    e ->
                                            e.getMessage()
                                                    .setBody(e.getMessage().getBody(byte[].class)));
                    route.from("direct:tap").process(e -> done.await()).process(tapped);
                });
        send(sender(), "a", "text");
        assertThat(tapped.one().text()).isEqualTo("text");
    }

    @Test
    void shouldForwardToAnotherDomainWithoutALoop() throws Exception {
        Inbox inbox = new Inbox();
        AtomicInteger forwarded = new AtomicInteger();
        CamelContext context =
                start(
                        route -> {
                            route.from("nanitefile:b" + domain).process(inbox);
                            route.from(in(""))
                                    .process(e -> forwarded.incrementAndGet())
                                    .to("nanitefile:b" + domain);
                        });
        Exchange sent =
                sendWith(
                        context,
                        bytes(50_000),
                        Map.of(
                                Exchange.FILE_NAME,
                                "sub/a.txt",
                                NaniteFileConstants.META,
                                Map.of("k", List.of(1L, "v"))));
        Inbox.Mail mail = inbox.one();
        assertThat(mail.bytes()).isEqualTo(bytes(50_000));
        assertThat(mail.name()).isEqualTo("sub/a.txt");
        assertThat(mail.header(NaniteFileConstants.FILENAME)).isEqualTo("a.txt");
        assertThat(mail.header(NaniteFileConstants.META)).isEqualTo(Map.of("k", List.of(1L, "v")));
        assertThat(mail.header(NaniteFileConstants.DOMAIN)).isEqualTo("b" + domain);
        assertThat(mail.token()).isNotEqualTo(token(sent));
        context.stop();
        assertThat(forwarded).hasValue(1);
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void shouldForwardUnderTheNameThatTheRouteGave() throws Exception {
        Inbox inbox = new Inbox();
        CamelContext context =
                start(
                        route -> {
                            route.from("nanitefile:b" + domain).process(inbox);
                            route.from(in(""))
                                    .setHeader(Exchange.FILE_NAME)
                                    .constant("renamed.txt")
                                    .to("nanitefile:b" + domain);
                        });
        sendWith(context, bytes(5), Map.of(Exchange.FILE_NAME, "sub/a.txt"));
        assertThat(inbox.one().name()).isEqualTo("renamed.txt");
    }

    @Test
    void shouldLetSoManyFilesIntoTheRouteAtOnceAndNoMore() throws Exception {
        Inbox inbox = new Inbox();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        start(
                route ->
                        route.from(in("?concurrentConsumers=3"))
                                .process(e -> inside.incrementAndGet())
                                .process(e -> gate.await())
                                .process(inbox));
        CamelContext sender = sender();
        for (int i = 0; i < 8; i++) {
            send(sender, "f" + i, "x");
        }
        await("three in the route").until(() -> inside.get() == 3);
        await("all are here")
                .until(() -> files(spool()).stream().filter(n -> n.endsWith(".data")).count() == 8);
        assertThat(inside).hasValue(3);
        gate.countDown();
        inbox.await(8);
        assertThat(inbox.names()).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveTheFileToWhoPolls() throws Exception {
        CamelContext context = start(route -> route.from("direct:other").to("mock:other"));
        var consumer = context.createConsumerTemplate();
        CompletableFuture<Exchange> polling =
                CompletableFuture.supplyAsync(() -> consumer.receive(in(""), PATIENCE.toMillis()));
        await("the queue").until(() -> broker().queueExists(queue()));
        send(sender(), "a", "text");
        Exchange polled = polling.join();
        assertThat(polled.getMessage().getBody(String.class)).isEqualTo("text");
        consumer.doneUoW(polled);
        consumer.stop();
    }

    @Test
    void shouldNameTheFileInFileAsTheSenderDid() throws Exception {
        start(route -> route.from(in("")).to("file:" + dir + "/out"));
        send(sender(), "sub/größe 名.txt", "text");
        Path arrived = dir.resolve("out/sub/größe 名.txt");
        await("it is there").until(() -> Files.exists(arrived));
        assertThat(arrived).hasContent("text");
    }
}
