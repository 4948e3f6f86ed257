package io.github.nanitefile.camel.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.interop.Described;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RubyPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Files to and from a live Ruby that does as Nanite's peers do. Each test has a virtual host to
 * itself, as there is but one exchange of that name in each.
 */
abstract class RubyContract extends Contract {

    static RubyPeer ruby;

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

    final void declareInRuby(boolean durable) {
        ruby.ask("declare", Map.of("durable", durable));
    }

    final void receiveInRuby(String format) {
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

    final Path received() {
        return dir.resolve("received");
    }

    final JsonNode sendFromRuby(Path file, String format, String meta) {
        Map<String, Object> request = new HashMap<>();
        request.put("domain", domain);
        request.put("path", file.toString());
        request.put("format", format);
        request.put("meta", meta);
        return ruby.ask("send", request);
    }

    final CamelContext startHere(boolean exchangeDurable, LambdaRouteBuilder... routes)
            throws Exception {
        CamelContext context = create(routes);
        NaniteFileConfiguration options = options(context);
        options.setVirtualHost(virtualHost);
        options.setExchangeDurable(exchangeDurable);
        context.start();
        return context;
    }

    /** Sizes about the limits of chunks, and bytes that some format or encoding may trip over. */
    static Map<String, byte[]> samples() {
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

    /** An exception there would have been the end of a Nanite agent. */
    final List<JsonNode> awaitInRuby(int count) {
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

    /** Sends these files from here, and insists that Ruby has them as they were. */
    final void assertSentToRuby(CamelContext sender, String uri, Map<String, byte[]> files) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("month", 11L);
        meta.put("who", List.of("Zoë", true, 1.5));
        meta.put("nothing", null);

        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Exchange sent =
                    trySend(
                            sender,
                            uri,
                            file.getValue(),
                            Map.of(
                                    Exchange.FILE_NAME,
                                    "folder/" + file.getKey(),
                                    NaniteFileConstants.META,
                                    meta));
            assertThat(sent.getException()).isNull();
        }

        List<JsonNode> inRuby = awaitInRuby(files.size());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            JsonNode one = inRuby.remove(0);
            assertThat(one.get("filename").asText()).isEqualTo(file.getKey());
            assertThat(one.get("dest").asText()).isEqualTo("folder/" + file.getKey());
            assertThat(Path.of(one.get("path").asText()))
                    .isEqualTo(received().resolve("folder").resolve(file.getKey()))
                    .hasBinaryContent(file.getValue());
            assertThat(one.get("meta")).isEqualTo(Described.json(meta));
        }
    }

    /** Sends these files from Ruby, and insists that the inbox has them as they were. */
    final void assertSentFromRuby(String format, Inbox inbox, Map<String, byte[]> files)
            throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = file("out/" + file.getKey(), file.getValue());
            sendFromRuby(path, format, "{ 'month' => 11, 'who' => ['Zoë', nil, 1.5] }");
        }

        List<Inbox.Mail> mails = new ArrayList<>(inbox.await(files.size()));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
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
}
