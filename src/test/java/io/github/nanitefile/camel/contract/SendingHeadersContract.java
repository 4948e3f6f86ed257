package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.SegmentedDigest;
import io.github.nanitefile.packet.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What headers do to what is sent, and what sending does to headers. */
abstract class SendingHeadersContract extends Contract {

    @Test
    void shouldTellTokenLengthAndDigestOfWhatWasSent() throws Exception {
        Inbox inbox = receive("");
        byte[] content = bytes(20_000);
        Exchange sent = send(sender(), "a", content);
        assertThat(token(sent)).matches("[0-9a-f]{32}").isEqualTo(inbox.one().token());
        assertThat(sent.getMessage().getHeader(NaniteFileConstants.BYTES_SENT)).isEqualTo(20_000L);
        assertThat(sent.getMessage().getHeader(NaniteFileConstants.DIGEST))
                .isEqualTo(Wire.digest(content).toString())
                .isEqualTo(inbox.one().header(NaniteFileConstants.DIGEST));
    }

    @Test
    void shouldSendTheDestinationAsAskedFor() throws Exception {
        Inbox inbox = receive("");
        sendWith(
                sender(),
                "x",
                Map.of(
                        Exchange.FILE_NAME, "mine/a.txt",
                        NaniteFileConstants.DESTINATION, "theirs/b.txt"));
        assertThat(inbox.one().name()).isEqualTo("theirs/b.txt");
        assertThat(inbox.one().header(NaniteFileConstants.DESTINATION)).isEqualTo("theirs/b.txt");
        assertThat(inbox.one().header(NaniteFileConstants.FILENAME)).isEqualTo("a.txt");
    }

    @Test
    void shouldNameWhatHasNoNameByItsMessage() throws Exception {
        Inbox inbox = receive("");
        Exchange sent = sendWith(sender(), "x", Map.of());
        assertThat(inbox.one().name()).isEqualTo(sent.getMessage().getMessageId());
    }

    @Test
    void shouldFollowOverridesOnceAndRemoveThem() throws Exception {
        Inbox inbox = receive("");
        Exchange sent =
                trySend(
                        sender(),
                        "nanitefile:elsewhere-" + domain,
                        "x",
                        Map.of(
                                NaniteFileConstants.OVERRIDE_DOMAIN,
                                domain,
                                NaniteFileConstants.OVERRIDE_TOKEN,
                                "my own token"));
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeaders())
                .doesNotContainKeys(
                        NaniteFileConstants.OVERRIDE_DOMAIN, NaniteFileConstants.OVERRIDE_TOKEN)
                .containsEntry(NaniteFileConstants.TOKEN, "my own token");
        assertThat(inbox.one().token()).isEqualTo("my own token");
        assertThat(inbox.one().header(NaniteFileConstants.DOMAIN)).isEqualTo(domain);
    }

    @Test
    void shouldRefuseOverridesThatCannotBe() throws Exception {
        CamelContext sender = sender();
        assertThat(
                        trySend(
                                        sender,
                                        in(""),
                                        "x",
                                        Map.of(NaniteFileConstants.OVERRIDE_DOMAIN, "a*"))
                                .getException())
                .hasMessageContaining("'a*' cannot be a domain");
        assertThat(
                        trySend(
                                        sender,
                                        in(""),
                                        "x",
                                        Map.of(NaniteFileConstants.OVERRIDE_DOMAIN, "eu.*"))
                                .getException())
                .hasMessageContaining("'eu.*' stands for many domains");
        assertThat(
                        trySend(sender, in(""), "x", Map.of(NaniteFileConstants.OVERRIDE_TOKEN, ""))
                                .getException())
                .hasMessageContaining("token");
    }

    @Test
    void shouldDeliverMetaAsSent() throws Exception {
        Inbox inbox = receive("");
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("text", "Grüße");
        meta.put("number", 42L);
        meta.put("big", Long.MAX_VALUE);
        meta.put("real", 1.5);
        meta.put("yes", true);
        meta.put("nothing", null);
        meta.put("list", Arrays.asList(1L, "two", null, List.of(3L)));
        meta.put("map", Map.of("deep", Map.of("er", "x")));
        CamelContext sender = sender();
        sendWith(sender, "x", Map.of(NaniteFileConstants.META, meta));
        assertThat(inbox.one().header(NaniteFileConstants.META)).isEqualTo(meta);
        byte[] raw = {(byte) 0xff, 0, 1};
        sendWith(sender, "x", Map.of(NaniteFileConstants.META, Map.of("raw", raw)));
        Map<?, ?> arrived = (Map<?, ?>) inbox.await(2).get(1).header(NaniteFileConstants.META);
        assertThat((byte[]) arrived.get("raw")).isEqualTo(raw);
        sendWith(sender, "x", Map.of());
        assertThat(inbox.await(3).get(2).header(NaniteFileConstants.META)).isNull();
    }

    @Test
    void shouldRefuseAMetaThatCannotTravelBeforeAnythingIsSent() throws Exception {
        List<Wire.Seen> seen = wire().listen();
        CamelContext sender = sender();
        Exchange sent =
                trySend(
                        sender,
                        in(""),
                        "x",
                        Map.of(NaniteFileConstants.META, Map.of("k", new Object())));
        assertThat(sent.getException()).isNotNull().hasMessageContaining("java.lang.Object");
        send(sender, "next", "x");
        await("the next file").until(() -> seen.size() == 3);
        assertThat(((FileStart) seen.get(0).packet()).dest()).isEqualTo("next");
    }

    @Test
    void shouldAnnotateEveryPacketWithStringsOnly() throws Exception {
        List<Wire.Seen> seen = wire().listen();
        Exchange sent = send(sender(), "a", bytes(16_385));
        await("all packets").until(() -> seen.size() == 4);
        assertThat(seen)
                .allSatisfy(
                        message -> {
                            assertThat(message.properties().getCorrelationId())
                                    .isEqualTo(token(sent));
                            assertThat(message.properties().getDeliveryMode()).isEqualTo(2);
                            assertThat(message.properties().getType())
                                    .isEqualTo(message.packet().type());
                            assertThat(message.annotations().attempt()).isEqualTo(1);
                            assertThat(message.properties().getHeaders().values())
                                    .allMatch(
                                            value ->
                                                    value.getClass()
                                                            .getSimpleName()
                                                            .contains("String"));
                        });
        assertThat(seen)
                .extracting(message -> message.annotations().offset())
                .containsExactly(null, 0L, 16_384L, null);
        assertThat(seen.get(0).annotations().maxPause()).hasSeconds(60);
    }

    @Test
    void shouldGiveTwoStepsOfOneRouteTokensOfTheirOwn() throws Exception {
        Inbox a = receive("");
        Inbox b = new Inbox();
        start(route -> route.from("nanitefile:b" + domain).process(b));
        CamelContext sender =
                start(route -> route.from("direct:both").to(in("")).to("nanitefile:b" + domain));
        trySend(sender, "direct:both", "x", Map.of(Exchange.FILE_NAME, "twice"));
        assertThat(a.one().text()).isEqualTo("x").isEqualTo(b.one().text());
        assertThat(a.one().token()).isNotEqualTo(b.one().token());
    }

    @Test
    void shouldSendTextInTheCharsetOfTheExchange() throws Exception {
        Inbox inbox = receive("");
        sendWith(
                sender(),
                "ü",
                Map.of(Exchange.FILE_NAME, "latin", Exchange.CHARSET_NAME, "ISO-8859-1"));
        assertThat(inbox.one().bytes()).isEqualTo("ü".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldMakeADynamicEndpoint() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender =
                start(route -> route.from("direct:to").toD("nanitefile:${header.where}"));
        Exchange sent = trySend(sender, "direct:to", "x", Map.of("where", domain));
        assertThat(sent.getException()).isNull();
        assertThat(new Token(inbox.one().token()).value()).isEqualTo(token(sent));
    }

    @Test
    void shouldAnnounceWhatTheSegmentsComeTo() throws Exception {
        receive("");
        List<Wire.Seen> seen = wire().listen();
        byte[] content = bytes(100_000);
        send(sender(), "a", content);
        await("the end").until(() -> seen.size() == 9);
        SegmentedDigest digest = new SegmentedDigest();
        digest.update(ByteBuffer.wrap(content));
        assertThat(seen.get(8).annotations().segments()).isEqualTo(digest.segments());
        assertThat(seen.get(8).annotations().digest()).isEqualTo(Wire.digest(content));
    }
}
