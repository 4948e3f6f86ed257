package io.github.nanitefile.camel.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.interop.Described;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.RequiresRuby;
import io.github.nanitefile.testing.RubyPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files to and from a live Ruby that does as Nanite's peers do. Each test has a virtual host to
 * itself, as there is but one exchange of that name in each.
 */
@RequiresRabbitMq
@RequiresRuby("bunny")
class RubyPeersTest extends Contract {

    private static final String TOPOLOGY = "io.github.nanitefile.amqp.Topology";

    private static RubyPeer ruby;

    private final String virtualHost = "ruby-" + UUID.randomUUID();

    @BeforeAll
    static void startRuby() {
        ruby = RubyPeer.start();
    }

    @AfterAll
    static void endRuby() {
        ruby.close();
    }

    @Override
    RabbitNode broker() {
        return Brokers.rabbit();
    }

    @BeforeEach
    void connect() {
        String user = broker().username();
        broker().ctl("add_vhost", virtualHost);
        broker().ctl("set_permissions", "-p", virtualHost, user, ".*", ".*", ".*");
        ruby.ask(
                "connect",
                Map.of(
                        "host", broker().host(),
                        "port", broker().port(),
                        "username", user,
                        "password", broker().password(),
                        "vhost", virtualHost));
    }

    @AfterEach
    void disconnect() throws Exception {
        ruby.ask("disconnect", Map.of());
        stopAll();
        broker().ctl("delete_vhost", virtualHost);
    }

    private void declareInRuby(boolean durable) {
        ruby.ask("declare", Map.of("durable", durable));
    }

    private void receiveInRuby(String format) {
        ruby.ask(
                "receive",
                Map.of(
                        "domain",
                        domain,
                        "queue",
                        "test-" + domain,
                        "format",
                        format,
                        "directory",
                        received().toString()));
    }

    private Path received() {
        return dir.resolve("received");
    }

    private JsonNode sendFromRuby(Path file, String format, String meta) {
        Map<String, Object> request = new HashMap<>();
        request.put("domain", domain);
        request.put("path", file.toString());
        request.put("format", format);
        request.put("meta", meta);
        return ruby.ask("send", request);
    }

    private CamelContext startHere(boolean exchangeDurable, LambdaRouteBuilder... routes)
            throws Exception {
        CamelContext context = create(routes);
        NaniteFileConfiguration options = options(context);
        options.setVirtualHost(virtualHost);
        options.setExchangeDurable(exchangeDurable);
        context.start();
        return context;
    }

    /** Sizes about the limits of chunks, and bytes that some format or encoding may trip over. */
    private static Map<String, byte[]> samples() {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put("empty", new byte[0]);
        samples.put("one", new byte[] {(byte) 0x80});
        samples.put(
                "ascii.txt", "plain\r\ntext: 'a' \"b\" \\ # - ~ {}\t".repeat(2000).getBytes(UTF_8));
        samples.put("full chunk", bytes(16_384));
        samples.put("full chunk and one.bin", bytes(16_385));
        samples.put("100k", bytes(102_400));
        samples.put("Grüße, 日本.txt", ("a" + "é日🙂".repeat(6000)).getBytes(UTF_8));
        // First a chunk that JSON can carry, then one that it cannot.
        samples.put("text, then bytes", concat("é".repeat(8192).getBytes(UTF_8), bytes(5000)));
        samples.put("bytes, then text", concat(bytes(16_384), "é".repeat(8000).getBytes(UTF_8)));
        samples.put("ascii, then text", concat(new byte[16_384], "日".repeat(5000).getBytes(UTF_8)));
        return samples;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @CsvSource({"marshal, false", "marshal, true", "json, false", "yaml, false"})
    void shouldSendFilesThatRubyReceives(String format, boolean durable) throws Exception {
        declareInRuby(durable);
        receiveInRuby(format);
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("month", 11L);
        meta.put("who", List.of("Zoë", true, 1.5));
        meta.put("nothing", null);
        CamelContext sender = startHere(durable);

        for (Map.Entry<String, byte[]> file : samples().entrySet()) {
            Exchange sent =
                    trySend(
                            sender,
                            in("?format=" + format),
                            file.getValue(),
                            Map.of(
                                    Exchange.FILE_NAME,
                                    "folder/" + file.getKey(),
                                    NaniteFileConstants.META,
                                    meta));
            assertThat(sent.getException()).isNull();
        }

        List<JsonNode> inRuby = awaitInRuby(samples().size());
        for (Map.Entry<String, byte[]> file : samples().entrySet()) {
            JsonNode one = inRuby.remove(0);
            assertThat(one.get("filename").asText()).isEqualTo(file.getKey());
            assertThat(one.get("dest").asText()).isEqualTo("folder/" + file.getKey());
            assertThat(Path.of(one.get("path").asText()))
                    .isEqualTo(received().resolve("folder").resolve(file.getKey()))
                    .hasBinaryContent(file.getValue());
            assertThat(one.get("meta")).isEqualTo(Described.json(meta));
        }
    }

    /** An exception there would have been the end of a Nanite agent. */
    private List<JsonNode> awaitInRuby(int count) {
        List<JsonNode> all = new ArrayList<>();
        await(count + " files in Ruby")
                .until(
                        () -> {
                            JsonNode news = ruby.ask("received", Map.of());
                            assertThat(news.get("errors")).isEmpty();
                            news.get("files").forEach(all::add);
                            return all.size() >= count;
                        });
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"marshal", "json", "yaml"})
    void shouldReceiveFilesThatRubySends(String format) throws Exception {
        declareInRuby(false);
        Inbox inbox = new Inbox();
        startHere(true, route -> route.from(in("")).process(inbox));

        for (Map.Entry<String, byte[]> file : samples().entrySet()) {
            Path path = file("out/" + file.getKey(), file.getValue());
            sendFromRuby(path, format, "{ 'month' => 11, 'who' => ['Zoë', nil, 1.5] }");
        }

        List<Inbox.Mail> mails = new ArrayList<>(inbox.await(samples().size()));
        for (Map.Entry<String, byte[]> file : samples().entrySet()) {
            Inbox.Mail mail = mails.remove(0);
            assertThat(mail.bytes()).as(file.getKey()).isEqualTo(file.getValue());
            assertThat(mail.name()).isEqualTo(file.getKey());
            assertThat(mail.headers())
                    .containsEntry(NaniteFileConstants.FILENAME, file.getKey())
                    .containsEntry(NaniteFileConstants.VERIFIED, false)
                    .containsEntry(
                            NaniteFileConstants.META,
                            Map.of("month", 11L, "who", Arrays.asList("Zoë", null, 1.5)));
        }
    }

    @Test
    void shouldReceiveAFileWhosePacketsAreInSeveralFormats() throws Exception {
        declareInRuby(false);
        Inbox inbox = new Inbox();
        startHere(true, route -> route.from(in("")).process(inbox));
        byte[] content = samples().get("text, then bytes");

        JsonNode sent = sendFromRuby(file("mixed", content), "json", ":done");

        Set<Byte> firstBytes = new HashSet<>();
        sent.get("bodies")
                .forEach(body -> firstBytes.add(Base64.getDecoder().decode(body.asText())[0]));
        assertThat(firstBytes).containsExactlyInAnyOrder((byte) '{', (byte) 4);
        assertThat(inbox.one().bytes()).isEqualTo(content);
        assertThat(inbox.one().headers()).containsEntry(NaniteFileConstants.META, "done");
    }

    @Test
    void shouldUseTheExchangeThatRubyDeclaredAndSaySoOnce() throws Exception {
        declareInRuby(false);
        receiveInRuby("marshal");
        try (LogOf log = new LogOf(TOPOLOGY)) {
            CamelContext sender = startHere(true);
            trySend(sender, in(""), "one", Map.of(Exchange.FILE_NAME, "1"));
            trySend(sender, in(""), "two", Map.of(Exchange.FILE_NAME, "2"));

            assertThat(awaitInRuby(2)).hasSize(2);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("Exchange 'file broadcast' at ")
                    .contains("other properties than exchangeDurable=true asks for");
        }
    }

    @Test
    void shouldLetRubyComeSecondWhereTheExchangeIsNotDurable() throws Exception {
        Inbox inbox = new Inbox();
        startHere(false, route -> route.from(in("")).process(inbox));

        declareInRuby(false);
        sendFromRuby(file("second", bytes(20_000)), "marshal", "nil");

        assertThat(inbox.one().bytes()).isEqualTo(bytes(20_000));
    }

    /** What exchangeDurable=false is for. */
    @Test
    void shouldKeepOutARubyThatComesSecondWhereTheExchangeIsDurable() throws Exception {
        startHere(true, route -> route.from(in("")).process(new Inbox()));

        assertThatThrownBy(() -> declareInRuby(false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PRECONDITION_FAILED");
    }
}
