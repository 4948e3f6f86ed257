package io.github.nanitefile.camel.dataformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.Vectors;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The data format in routes, without a broker. */
class NaniteDataFormatTest {

    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");
    private static final FileStart START = new FileStart("a.txt", "sub/a.txt", TOKEN);
    private static final FileChunk CHUNK = new FileChunk(TOKEN, ByteBuffer.wrap(bytes("hello")));
    private static final FileEnd END =
            new FileEnd(TOKEN, Map.of(new Symbol("kind"), List.of(new Symbol("x"), 7L)));

    private final CamelContext context = new DefaultCamelContext();

    @TempDir Path dir;

    @BeforeEach
    void start() throws Exception {
        RouteBuilder.addRoutes(
                context,
                routes -> {
                    routes.errorHandler(routes.noErrorHandler());
                    routes.from("direct:read").unmarshal().custom("nanite");
                    routes.from("direct:write").marshal().custom("nanite");
                });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate()
                .send(
                        uri,
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeaders(new HashMap<>(headers));
                        });
    }

    private Exchange read(Object body) {
        Exchange exchange = send("direct:read", body, Map.of());
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private byte[] write(Packet packet) {
        Exchange exchange = send("direct:write", packet, Map.of());
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(byte[].class);
    }

    private static Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    private static byte[] marshalled(Packet packet) {
        return PacketFormats.plain().named("marshal").write(packet);
    }

    /** But the one that needs keys, which a data format does not take. */
    static List<String> formats() {
        return PacketFormats.plain().names().stream()
                .filter(format -> !format.equals("secure"))
                .toList();
    }

    static Stream<Packet> packets() {
        return Stream.of(START, CHUNK, END);
    }

    @Test
    void shouldBeFoundByItsNameWithNothingInTheRegistry() {
        assertThat(context.resolveDataFormat("nanite")).isInstanceOf(NaniteDataFormat.class);
        assertThat(context.createDataFormat("nanite")).isInstanceOf(NaniteDataFormat.class);
    }

    @Test
    void shouldDoTheSameInXmlWithBeansFromProperties() throws Exception {
        Path file =
                Files.writeString(
                        dir.resolve("routes.xml"),
                        """
                        <routes xmlns="http://camel.apache.org/schema/spring">
                          <route>
                            <from uri="direct:xml"/>
                            <unmarshal><custom ref="nanite"/></unmarshal>
                            <setProperty name="token"><header>CamelNaniteFileToken</header></setProperty>
                            <marshal><custom ref="packets"/></marshal>
                          </route>
                        </routes>
                        """);
        Main main = new Main();
        main.configure().withRoutesIncludePattern("file:" + file);
        main.addInitialProperty(
                "camel.beans.packets", "#class:" + NaniteDataFormat.class.getName());
        main.addInitialProperty("camel.beans.packets.format", "marshal");
        main.start();
        try {
            Exchange exchange =
                    main.getCamelTemplate()
                            .send("direct:xml", one -> one.getMessage().setBody(marshalled(START)));
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getProperty("token")).isEqualTo(TOKEN.value());
            assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(marshalled(START));
            assertThat(main.getCamelContext().resolveDataFormat("packets"))
                    .isInstanceOf(NaniteDataFormat.class);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @MethodSource("packets")
    void shouldReadWhatItWrote(Packet packet) {
        assertThat(read(write(packet)).getMessage().getBody()).isEqualTo(packet);
    }

    @Test
    void shouldWriteMarshalUnlessToldOtherwise() {
        assertThat(write(START)).isEqualTo(marshalled(START));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldWriteTheFormatOfABean(String format) throws Exception {
        NaniteDataFormat bean = new NaniteDataFormat();
        bean.setFormat(format);
        context.getRegistry().bind("packets", bean);
        RouteBuilder.addRoutes(
                context, routes -> routes.from("direct:bean").marshal().custom("packets"));
        byte[] written = send("direct:bean", START, Map.of()).getMessage().getBody(byte[].class);
        assertThat(PacketFormats.plain().named(format).recognises(written)).isTrue();
        Packet packet = (Packet) read(written).getMessage().getBody();
        assertThat(packet).extracting("filename", "token").containsExactly("a.txt", TOKEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xml    | there is no format 'xml': use one of marshal",
                "secure | there is no key to sign with: the format secure needs an endpoint of nanitefile:"
            })
    void shouldNotStartWithAFormatThatItCannotWrite(String format, String complaint) {
        NaniteDataFormat bean = new NaniteDataFormat();
        bean.setFormat(format);
        context.getRegistry().bind("packets", bean);
        assertThatThrownBy(
                        () ->
                                RouteBuilder.addRoutes(
                                        context,
                                        routes ->
                                                routes.from("direct:bean")
                                                        .marshal()
                                                        .custom("packets")))
                .rootCause()
                .hasMessageContaining(complaint);
    }

    /** Formats and vectors have tests of their own; here it is how a route sees the outcome. */
    @ParameterizedTest
    @MethodSource("formats")
    void shouldMakeOfPeersMessagesWhatTheyAre(String format) {
        ProducerTemplate template = context.createProducerTemplate();
        for (Vectors.Vector vector : Vectors.of(format)) {
            Exchange exchange =
                    template.send("direct:read", one -> one.getMessage().setBody(vector.body()));
            switch (vector.expect()) {
                case "packet" ->
                        assertThat(header(exchange, NaniteFileConstants.PACKET))
                                .as(vector.id())
                                .isEqualTo(vector.entry().get("packet").asText());
                case "ignore" -> assertNoPacket(exchange, vector);
                case "reject" -> assertRejected(exchange, vector);
                default -> assertThat(vector.expect()).isEqualTo("either");
            }
        }
    }

    /** Its bytes may be refused as well: a peer would not take them for a packet either. */
    private static void assertNoPacket(Exchange exchange, Vectors.Vector vector) {
        if (exchange.getException() == null) {
            assertThat(exchange.getMessage().getBody()).as(vector.id()).isNull();
        } else {
            assertRejected(exchange, vector);
        }
    }

    private static void assertRejected(Exchange exchange, Vectors.Vector vector) {
        assertThat(header(exchange, NaniteFileConstants.PACKET)).as(vector.id()).isNull();
        assertThat(exchange.getException())
                .as(vector.id())
                .isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void shouldSayInHeadersWhatAStartSays() {
        Exchange exchange = read(marshalled(START));
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(
                        Map.entry(NaniteFileConstants.PACKET, "FileStart"),
                        Map.entry(NaniteFileConstants.TOKEN, TOKEN.value()),
                        Map.entry(NaniteFileConstants.FILENAME, "a.txt"),
                        Map.entry(NaniteFileConstants.DESTINATION, "sub/a.txt"));
    }

    @Test
    void shouldSayInHeadersWhatAChunkSays() {
        Exchange exchange = read(marshalled(CHUNK));
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(
                        Map.entry(NaniteFileConstants.PACKET, "FileChunk"),
                        Map.entry(NaniteFileConstants.TOKEN, TOKEN.value()));
    }

    @Test
    void shouldSayInHeadersWhatAnEndSaysWithStringsForSymbols() {
        Exchange exchange = read(marshalled(END));
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(
                        Map.entry(NaniteFileConstants.PACKET, "FileEnd"),
                        Map.entry(NaniteFileConstants.TOKEN, TOKEN.value()),
                        Map.entry(NaniteFileConstants.META, Map.of("kind", List.of("x", 7L))));
        assertThat(exchange.getMessage().getBody()).isEqualTo(END);
    }

    @Test
    void shouldNotTakeTheWiresWordForItsHeaders() {
        Map<String, Object> forged =
                Map.of(
                        NaniteFileConstants.PACKET,
                        "FileEnd",
                        NaniteFileConstants.FILENAME,
                        "forged",
                        NaniteFileConstants.META,
                        "forged",
                        "nanite-attempt",
                        "1");
        Exchange chunk = send("direct:read", marshalled(CHUNK), forged);
        assertThat(chunk.getMessage().getHeaders())
                .containsOnly(
                        Map.entry("nanite-attempt", "1"),
                        Map.entry(NaniteFileConstants.PACKET, "FileChunk"),
                        Map.entry(NaniteFileConstants.TOKEN, TOKEN.value()));
        Exchange other = send("direct:read", Vectors.bytes("v/r31-marshal-ping.bin"), forged);
        assertThat(other.getMessage().getHeaders()).containsOnlyKeys("nanite-attempt");
    }

    @Test
    void shouldTakeItsHeadersAwayWhenItWrites() {
        Map<String, Object> headers =
                new HashMap<>(read(marshalled(END)).getMessage().getHeaders());
        headers.put("nanite-attempt", "1");
        Exchange exchange = send("direct:write", END, headers);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("nanite-attempt");
    }

    @Test
    void shouldTakeWhateverBecomesAStreamOfBytes() {
        byte[] body = marshalled(START);
        for (Object form : List.of(body, ByteBuffer.wrap(body), new ByteArrayInputStream(body))) {
            assertThat(read(form).getMessage().getBody()).isEqualTo(START);
        }
    }

    @Test
    void shouldMakeNullOfWhatIsNoPacketOfOurs() {
        Exchange exchange = read(Vectors.bytes("v/r31-marshal-ping.bin"));
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void shouldFailTheExchangeWhenTheBytesAreBroken() {
        Exchange exchange = send("direct:read", bytes("\u0004\bo:\u0014Nanite"), Map.of("a", "b"));
        assertThat(exchange.getException())
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageStartingWith("The message cannot be read: ");
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("a");
    }

    @Test
    void shouldSayWhichBodyCanBeMarshalled() {
        assertThat(send("direct:write", "text", Map.of()).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The body to marshal must be a FileStart, FileChunk or FileEnd (of"
                                + " io.github.nanitefile.packet), not a java.lang.String");
        assertThat(send("direct:write", null, Map.of()).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("not null");
    }

    @Test
    void shouldGiveAChunksBytesAsOftenAsAsked() throws Exception {
        ByteBuffer part = ByteBuffer.wrap(bytes("[hello]"), 1, 5).slice();
        FileChunk chunk = new FileChunk(TOKEN, part);
        RouteBuilder.addRoutes(
                context,
                routes ->
                        routes.from("direct:bytes")
                                .to("file:" + dir + "?fileName=out&fileExist=Append")
                                .convertBodyTo(byte[].class));
        for (int i = 0; i < 2; i++) {
            Exchange exchange = send("direct:bytes", chunk, Map.of());
            assertThat(exchange.getMessage().getBody()).isEqualTo(bytes("hello"));
        }
        assertThat(dir.resolve("out")).hasContent("hellohello");
        assertThat(Files.size(dir.resolve("out"))).isEqualTo(10);
        assertThat(part.remaining()).isEqualTo(5);
    }

    @Test
    void shouldGoOnForOtherRoutesWhenOneStops() throws Exception {
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("direct:other").routeId("other").marshal().custom("nanite"));
        context.getRouteController().stopRoute("other");
        assertThat(write(START)).isEqualTo(marshalled(START));
    }
}
