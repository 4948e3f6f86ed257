package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.testing.LogOf;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.SuspendableService;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that are suspended, stopped and started while files come in. */
abstract class LifecycleContract extends Contract {

    private final Inbox inbox = new Inbox();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);

    private CamelContext receiving(String options) throws Exception {
        return start(route -> route.from(in(options)).routeId("in").process(inbox));
    }

    private CamelContext receivingSlowly(String options) throws Exception {
        return start(
                route ->
                        route.from(in(options))
                                .routeId("in")
                                .process(exchange -> entered.countDown())
                                .process(exchange -> gate.await())
                                .process(inbox));
    }

    @Test
    void shouldDeliverWhatWasSentWhileTheRouteWasSuspended() throws Exception {
        CamelContext context = receiving("");
        CamelContext sender = sender();
        send(sender, "a", "1");
        inbox.await(1);
        context.getRouteController().suspendRoute("in");
        send(sender, "b", bytes(50_000));
        send(sender, "c", "3");
        assertThat(broker().messageCount(queue())).isEqualTo(9);
        assertThat(inbox.all()).hasSize(1);
        context.getRouteController().resumeRoute("in");
        assertThat(inbox.await(3)).extracting(Inbox.Mail::name).containsExactly("a", "b", "c");
    }

    @Test
    void shouldLoseNothingWhenResumedWhileAFileIsStillInTheRoute() throws Exception {
        CamelContext context = receivingSlowly("");
        CamelContext sender = sender();
        send(sender, "a", "1");
        entered.await();
        var consumer = (SuspendableService) context.getRoute("in").getConsumer();
        Wire.Sending torn = wire().sending("torn", false).start(20L).chunk(new byte[10]);
        await("it grows")
                .until(() -> files(spool()).stream().filter(n -> n.endsWith(".data")).count() == 2);
        consumer.suspend();
        torn.chunk(new byte[5]);
        send(sender, "b", "2");
        consumer.resume();
        torn.chunk(new byte[5]).end(20L, Wire.digest(new byte[20]));
        send(sender, "c", "3");
        gate.countDown();
        inbox.await(4);
        assertThat(inbox.names()).containsExactlyInAnyOrder("a", "b", "torn", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    void shouldReceiveAFileWholeAndOnceThoughTheRouteWasStoppedHalfWay(int prefetch)
            throws Exception {
        CamelContext context = receiving("?prefetchCount=" + prefetch);
        byte[] content = bytes(40 * 16_384);
        Wire.Sending sending = wire().sending("large", false).start((long) content.length);
        for (int i = 0; i < 20; i++) {
            sending.chunk(Arrays.copyOfRange(content, i * 16_384, (i + 1) * 16_384));
        }
        await("half of it is here").until(() -> spooledBytes() == 20 * 16_384);
        context.getRouteController().stopRoute("in");
        assertThat(spooledBytes()).isEqualTo(prefetch == 10 ? spooledBytes() : 0);
        for (int i = 20; i < 40; i++) {
            sending.chunk(Arrays.copyOfRange(content, i * 16_384, (i + 1) * 16_384));
        }
        sending.end((long) content.length, Wire.digest(content));
        context.getRouteController().startRoute("in");
        assertThat(inbox.one().bytes()).isEqualTo(content);
        send(sender(), "next", "x");
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("large", "next");
    }

    private long spooledBytes() {
        return files(spool()).stream()
                .filter(name -> name.endsWith(".data"))
                .mapToLong(name -> spool().resolve(name).toFile().length())
                .sum();
    }

    @Test
    void shouldNotTakeATransferForIdleWhileTheRouteIsSuspended() throws Exception {
        CamelContext context = receiving("?prefetchCount=4&transferTimeout=500");
        Wire.Sending half = wire().sending("half", false).start(20L);
        for (int i = 0; i < 10; i++) {
            half.chunk(new byte[1]);
        }
        await("it is here").until(() -> spooledBytes() == 10);
        context.getRouteController().suspendRoute("in");
        Awaitility.await().during(Duration.ofMillis(2500)).until(() -> spooledBytes() > 0);
        half.chunk(new byte[10]).end(20L, Wire.digest(new byte[20]));
        context.getRouteController().resumeRoute("in");
        assertThat(inbox.one().bytes()).hasSize(20);
    }

    @Test
    void shouldWaitForTheFileInTheRouteWhenItStops() throws Exception {
        CamelContext context = receivingSlowly("");
        CamelContext sender = sender();
        send(sender, "a", "1");
        entered.await();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(context::stop);
        await("it wants to stop").until(context::isStopping);
        assertThat(stopping).isNotDone();
        gate.countDown();
        stopping.join();
        assertThat(inbox.names()).containsExactly("a");
        assertThat(broker().messageCount(queue())).isZero();
    }

    @Test
    void shouldDeliverAFileAgainWhoseRouteDidNotEndInTime() throws Exception {
        CamelContext context = receivingSlowly("");
        context.getShutdownStrategy().setTimeout(1);
        send(sender(), "a", bytes(50_000));
        entered.await();
        context.stop();
        assertThat(inbox.all()).isEmpty();
        receiving("");
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        gate.countDown();
    }

    @Test
    void shouldReceiveAgainAfterTheContextWasSuspended() throws Exception {
        CamelContext context = receiving("");
        send(context, "a", "1");
        inbox.await(1);
        context.suspend();
        send(sender(), "b", "2");
        context.resume();
        inbox.await(2);
    }

    @Test
    void shouldSayWhatIsWrongWithTheSpoolAtTheStart() throws Exception {
        spoolKeepsFiles();
        Files.writeString(spool(), "a file");
        CamelContext context = create(route -> route.from(in("")).process(inbox));
        assertThatThrownBy(context::start)
                .hasStackTraceContaining(spool().toString())
                .hasStackTraceContaining("spoolDirectory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prefetchCount=0", "onFailure=nothing", "concurrentConsumers=0", "group="})
    void shouldRefuseOptionsThatCannotBeAtTheStart(String option) throws Exception {
        CamelContext context = create(route -> route.from(in("?" + option)).process(inbox));
        assertThatThrownBy(context::start)
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')));
    }

    @Test
    void shouldRefuseAWindowThatCannotBe() throws Exception {
        CamelContext context = create();
        assertThatThrownBy(() -> Window.of(context, 0)).hasMessageContaining("windowSize=0");
    }

    @Test
    void shouldKnowFilesThatARepositoryRemembersAcrossStarts() throws Exception {
        Wire wire = wire();
        Wire.Sending sending = null;
        for (int run = 1; run <= 2; run++) {
            CamelContext context =
                    create(route -> route.from(in("?idempotentRepository=#seen")).process(inbox));
            IdempotentRepository seen =
                    FileIdempotentRepository.fileIdempotentRepository(dir.resolve("seen").toFile());
            context.getRegistry().bind("seen", seen);
            context.start();
            if (sending == null) {
                sending = wire.sending("a", false);
                sending.start(5L).chunk(bytes(5)).end(5L, Wire.digest(bytes(5)));
            } else {
                sending.again().start(5L).chunk(bytes(5)).end(5L, Wire.digest(bytes(5)));
                wire.annotatedFile("next", bytes(5));
            }
            inbox.await(run);
            await("it is done").until(() -> broker().messageCount(queue()) == 0);
            context.stop();
        }
        assertThat(inbox.names()).containsExactly("a", "next");
    }

    @Test
    void shouldLeaveFilesToTheBrokerThatWaitForTheRouteWhenItStops() throws Exception {
        CamelContext context = receivingSlowly("");
        CamelContext sender = sender();
        send(sender, "a", "1");
        send(sender, "waits", "2");
        entered.await();
        var consumer = (SuspendableService) context.getRoute("in").getConsumer();
        await("both are here")
                .until(() -> files(spool()).stream().filter(n -> n.endsWith(".data")).count() == 2);
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(context::stop);
        await("it takes nothing more in").until(consumer::isSuspended);
        gate.countDown();
        stopping.join();
        assertThat(inbox.names()).containsExactly("a");
        receiving("");
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("a", "waits");
    }

    @Test
    void shouldSayWhichFilesWaitForARouteThatIsSuspended() throws Exception {
        CamelContext context = receivingSlowly("?prefetchCount=4");
        CamelContext sender = sender();
        send(sender, "a", "1");
        entered.await();
        try (LogOf transfers = new LogOf("io.github.nanitefile.transfers")) {
            send(sender, "waits", bytes(500_000));
            await("it is whole")
                    .until(
                            () ->
                                    transfers.lines().stream()
                                            .anyMatch(line -> line.startsWith("Received 'waits'")));
        }
        var consumer = (SuspendableService) context.getRoute("in").getConsumer();
        try (LogOf log = new LogOf("io.github.nanitefile.camel.receive.Inbound")) {
            consumer.suspend();
            gate.countDown();

            await("it says so").until(() -> log.lines().size() == 1);
            assertThat(log.lines().get(0))
                    .contains("(1 of queue '" + queue() + "')", spool().toString());
        }
        consumer.resume();
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("a", "waits");
    }

    @Test
    void shouldLeaveTheQueueToAnotherThoughTheRepositoryHangsWhenTheRouteStops() throws Exception {
        CamelContext context =
                create(
                        route ->
                                route.from(in("?idempotentRepository=#hanging"))
                                        .routeId("in")
                                        .process(inbox));
        context.getRegistry().bind("hanging", new HangingRepository());
        context.getExecutorServiceManager().setShutdownAwaitTermination(100);
        context.start();
        send(sender(), "a", "1");
        entered.await();

        context.getRouteController().stopRoute("in");

        Inbox second = receive("");
        assertThat(second.one().text()).isEqualTo("1");
        gate.countDown();
        assertThat(inbox.all()).isEmpty();
    }

    /** Does not answer before the gate is open, not even to who interrupts it. */
    private final class HangingRepository extends MemoryIdempotentRepository {
        @Override
        public boolean contains(String key) {
            entered.countDown();
            boolean interrupted = false;
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }
}
