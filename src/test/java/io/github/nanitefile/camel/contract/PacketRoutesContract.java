package io.github.nanitefile.camel.contract;

import static io.github.nanitefile.camel.NaniteFileConstants.PACKET;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.LongString;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.Vectors;
import io.github.nanitefile.testing.Line;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Packets in routes of users' own, on spring-rabbitmq: endpoints and with the data format. */
abstract class PacketRoutesContract extends Contract {

    private static final String FILE_BROADCAST = "spring-rabbitmq:file%20broadcast";

    private CachingConnectionFactory spring;

    @BeforeEach
    void connect() {
        spring = new CachingConnectionFactory(broker().connectionFactory());
    }

    @AfterEach
    void disconnect() throws Exception {
        stopAll();
        spring.destroy();
    }

    /** A context with spring-rabbitmq: beside nanitefile:. */
    private CamelContext startBoth(LambdaRouteBuilder routes) throws Exception {
        Line.assumeSpringRabbitMq();
        CamelContext context = create();
        context.getComponent("spring-rabbitmq", SpringRabbitMQComponent.class)
                .setConnectionFactory(spring);
        RouteBuilder.addRoutes(context, routes);
        context.start();
        return context;
    }

    /** Packets of a domain, from a queue of the route's own. */
    private String packetsOf(String domain) {
        return FILE_BROADCAST
                + "?exchangeType=topic&queues=packets-of-%s&routingKey=%s"
                        .formatted(domain, key(domain))
                + "&arg.queue.durable=true&arg.queue.autoDelete=true";
    }

    private static String key(String domain) {
        return "nanite.filepeer." + domain;
    }

    private String copy() {
        return domain + "copy";
    }

    private Inbox receiveCopies() throws Exception {
        Inbox inbox = new Inbox();
        start(route -> route.from("nanitefile:" + copy()).process(inbox));
        return inbox;
    }

    @Test
    void shouldPassPacketsOnToAnotherDomainStillVerified() throws Exception {
        Inbox copies = receiveCopies();
        CamelContext context =
                startBoth(
                        route ->
                                route.from(packetsOf(domain))
                                        .unmarshal()
                                        .custom("nanite")
                                        .marshal()
                                        .custom("nanite")
                                        .to(FILE_BROADCAST + "?routingKey=" + key(copy())));
        byte[] content = bytes(100_000);
        Exchange sent =
                sendWith(
                        context,
                        content,
                        Map.of(
                                Exchange.FILE_NAME,
                                "sub/a.bin",
                                NaniteFileConstants.META,
                                Map.of("count", 1L << 40)));
        Inbox.Mail copy = copies.one();
        assertThat(copy.bytes()).isEqualTo(content);
        assertThat(copy.headers())
                .containsEntry(Exchange.FILE_NAME, "sub/a.bin")
                .containsEntry(NaniteFileConstants.TOKEN, token(sent))
                .containsEntry(NaniteFileConstants.META, Map.of("count", 1L << 40))
                .containsEntry(NaniteFileConstants.VERIFIED, true);
    }

    @Test
    void shouldPassPacketsOnAsAPlainPeersWithoutTheirAnnotations() throws Exception {
        Inbox copies = receiveCopies();
        CamelContext context =
                startBoth(
                        route ->
                                route.from(packetsOf(domain))
                                        .unmarshal()
                                        .custom("nanite")
                                        .marshal()
                                        .custom("nanite")
                                        .removeHeaders("nanite-*")
                                        .to(FILE_BROADCAST + "?routingKey=" + key(copy())));
        byte[] content = bytes(100_000);
        send(context, "a.bin", content);
        Inbox.Mail copy = copies.one();
        assertThat(copy.bytes()).isEqualTo(content);
        assertThat(copy.header(NaniteFileConstants.VERIFIED)).isEqualTo(false);
    }

    @Test
    void shouldPutPacketsThatARouteMadeOnTheExchange() throws Exception {
        Inbox inbox = receive("");
        CamelContext context =
                startBoth(
                        route ->
                                route.from("direct:packets")
                                        .marshal()
                                        .custom("nanite")
                                        .to(FILE_BROADCAST + "?routingKey=" + key(domain)));
        Token token = Token.random();
        byte[] content = bytes(10);
        for (Object packet :
                List.of(
                        new FileStart("a.txt", "sub/a.txt", token),
                        new FileChunk(token, ByteBuffer.wrap(content)),
                        new FileEnd(token, "meta"))) {
            Exchange exchange = trySend(context, "direct:packets", packet, Map.of());
            assertThat(exchange.getException()).isNull();
        }
        assertThat(inbox.one().bytes()).isEqualTo(content);
        assertThat(inbox.one().headers())
                .containsEntry(NaniteFileConstants.TOKEN, token.value())
                .containsEntry(Exchange.FILE_NAME, "sub/a.txt")
                .containsEntry(NaniteFileConstants.META, "meta")
                .containsEntry(NaniteFileConstants.VERIFIED, false);
    }

    @Test
    void shouldLetARouteSeePacketsAndPassOverTheRest() throws Exception {
        List<String> broken = new CopyOnWriteArrayList<>();
        List<Object> packets = new CopyOnWriteArrayList<>();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        CamelContext context =
                startBoth(
                        route -> {
                            route.onException(UnreadableMessageException.class)
                                    .handled(true)
                                    .setBody(route.exceptionMessage())
                                    .process(in -> broken.add(body(in, String.class)));
                            route.from(packetsOf(domain))
                                    .unmarshal()
                                    .custom("nanite")
                                    .filter(route.body().isNotNull())
                                    .process(in -> packets.add(in.getMessage().getHeader(PACKET)))
                                    .filter(route.header(PACKET).isEqualTo("FileChunk"))
                                    .process(in -> chunks.writeBytes(body(in, byte[].class)));
                        });
        Wire wire = wire();
        wire.publish(Vectors.bytes("v/r31-marshal-ping.bin"), Map.of());
        wire.publish(new byte[] {4, 8, 'o', 1}, Map.of());
        send(context, "a.bin", bytes(20_000));
        await("all packets").until(() -> packets.contains("FileEnd"));
        assertThat(packets).containsExactly("FileStart", "FileChunk", "FileChunk", "FileEnd");
        assertThat(chunks.toByteArray()).isEqualTo(bytes(20_000));
        assertThat(broken).singleElement().asString().startsWith("The message cannot be read: ");
    }

    private static <T> T body(Exchange exchange, Class<T> type) {
        return exchange.getMessage().getBody(type);
    }

    /**
     * As a route of Camel 3 does it. The AMQP client of Nanite peers misreads header tables with
     * anything but strings, and camel-rabbitmq sends all headers.
     */
    @Test
    void shouldPassOnNothingButAnnotationsWithCamelRabbitMq() throws Exception {
        List<Wire.Seen> copies = wire(copy()).listen();
        CamelContext context =
                start(
                        route ->
                                route.from(camelRabbitMq(domain, "&queue=packets-of-" + domain))
                                        .unmarshal()
                                        .custom("nanite")
                                        .marshal()
                                        .custom("nanite")
                                        .removeHeaders("CamelRabbitmq*")
                                        .to(camelRabbitMq(copy(), "&declare=false")));
        sendWith(
                context,
                bytes(10),
                Map.of(Exchange.FILE_NAME, "a", NaniteFileConstants.META, Map.of("n", 1L << 40)));
        await("start, chunk and end").until(() -> copies.size() == 3);
        assertThat(copies.get(1).annotations()).isEqualTo(Annotations.ofChunk(1, 0));
        assertThat(copies)
                .flatExtracting(copy -> copy.properties().getHeaders().entrySet())
                .allSatisfy(
                        header -> {
                            assertThat(header.getKey()).startsWith("nanite-");
                            assertThat(header.getValue()).isInstanceOf(LongString.class);
                        });
    }

    private String camelRabbitMq(String domain, String options) {
        return "rabbitmq:file%20broadcast?exchangeType=topic&autoDelete=false&routingKey="
                + key(domain)
                + "&addresses=%s&username=%s&password=%s"
                        .formatted(broker().addresses(), broker().username(), broker().password())
                + options;
    }
}
