package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.Spool;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteHandOverTest {

    private static final Token TOKEN = new Token("t");
    private final Error noClass = new NoClassDefFoundError("gone");

    @TempDir Path temp;

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryIdempotentRepository repository = new BreakableRepository();
    private final List<String> routed = new ArrayList<>();
    private final List<RouteOutcome> outcomes = new ArrayList<>();
    private DefaultConsumer consumer;
    private Spool spool;
    private Error creating;
    private Error routing;
    private boolean repositoryDown;

    @BeforeEach
    void open() throws Exception {
        spool = Spool.open(temp, "q");
        // Without any route a context makes no units of work.
        RouteBuilder.addRoutes(context, route -> route.from("direct:in").to("mock:out"));
        context.start();
        consumer = new DefaultConsumer(context.getEndpoint("direct:of-ours"), exchange -> {});
        repository.start();
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
        context.stop();
    }

    private void handOver() throws IOException {
        DeliveredFiles delivered = DeliveredFiles.start(context, "q", repository);
        new RouteHandOver(new Exchanges(), spool, null, delivered)
                .handOver(received(), outcomes::add);
    }

    private ReceivedFile received() throws IOException {
        GrowingFile file = spool.create(TOKEN);
        file.append(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
        file.finish();
        FileStart start = new FileStart("a", "sub/a", TOKEN);
        Digest digest = new Digest(Digest.SHA_256, "0".repeat(64));
        return new ReceivedFile("d", start, null, 5, digest, true, file.path());
    }

    private final class BreakableRepository extends MemoryIdempotentRepository {
        @Override
        public boolean contains(String key) {
            if (repositoryDown) {
                throw new IllegalStateException("it is down");
            }
            return super.contains(key);
        }
    }

    private final class Exchanges implements RouteHandOver.Exchanges {

        @Override
        public Exchange create() {
            if (creating != null) {
                throw creating;
            }
            Exchange exchange = new DefaultExchange(context);
            try {
                consumer.createUoW(exchange);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return exchange;
        }

        @Override
        public AsyncProcessor route(String domain) {
            return new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    routed.add(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
                    if (routing != null) {
                        throw routing;
                    }
                    callback.done(true);
                    return true;
                }
            };
        }

        @Override
        public void done(Exchange exchange) {
            exchange.getUnitOfWork().done(exchange);
        }
    }

    @Test
    void shouldGiveTheRouteAFileAndTakeNoteOfIt() throws IOException {
        handOver();

        assertThat(routed).as(outcomes.toString()).containsExactly("sub/a");
        assertThat(outcomes).containsExactly(new RouteOutcome.Done("sub/a"));
        assertThat(repository.contains("q/t")).isTrue();
    }

    @Test
    void shouldNotGiveTheRouteAFileThatWentThroughAnotherMembersMeanwhile() throws IOException {
        repository.add("q/t");

        handOver();

        assertThat(routed).isEmpty();
        assertThat(outcomes).containsExactly(new RouteOutcome.Done(null));
    }

    @Test
    void shouldLetAFileWaitWhileNobodyKnowsWhetherItWentThrough() throws IOException {
        repositoryDown = true;

        handOver();

        assertThat(routed).isEmpty();
        assertThat(outcomes).hasOnlyElementsOfType(RouteOutcome.Unknown.class).hasSize(1);
    }

    @Test
    void shouldEndAFileForWhichNoExchangeCanBeMadeAndLeaveNoSecondName() throws IOException {
        creating = noClass;

        handOver();

        assertThat(outcomes).containsExactly(new RouteOutcome.Failed(noClass));
        assertThat(FileTree.files(temp)).noneMatch(file -> file.endsWith("a"));
    }

    @Test
    void shouldTellTheEndOnceWhereTheRouteMeetsAnError() throws IOException {
        routing = noClass;

        handOver();

        assertThat(outcomes).hasSize(1).first().isInstanceOf(RouteOutcome.Failed.class);
        assertThat(repository.contains("q/t")).isFalse();
    }
}
