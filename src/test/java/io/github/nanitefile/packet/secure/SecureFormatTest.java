package io.github.nanitefile.packet.secure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, and how much of it. */
class SecureFormatTest {

    /** What Nanite's oldest peers take. */
    private static final int LARGEST_BODY = 131_064;

    private static final int CHUNK = 16_384;
    private static final Token TOKEN = Token.random();

    @Test
    void shouldWriteTheDocumentThatNaniteReads() throws Exception {
        FileEnd end = new FileEnd(TOKEN, "line\n");

        JsonNode clear = new ObjectMapper().readTree(TestKeys.writer("alpha").write(end));
        JsonNode sealed = new ObjectMapper().readTree(TestKeys.writer("alpha", "beta").write(end));

        assertThat(clear.fieldNames())
                .toIterable()
                .containsExactly("id", "data", "signature", "encrypted");
        assertThat(clear.get("id").asText()).isEqualTo("alpha");
        assertThat(clear.get("encrypted").asBoolean()).isFalse();
        assertThat(clear.get("data").asText()).startsWith("{\"json_class\":\"Nanite::FileEnd\"");
        assertThat(clear.get("signature").asText()).startsWith("-----BEGIN PKCS7-----\n");
        assertThat(sealed.get("encrypted").asBoolean()).isTrue();
        assertThat(sealed.get("data").asText())
                .startsWith("-----BEGIN PKCS7-----\n")
                .endsWith("\n-----END PKCS7-----\n");
    }

    @Test
    void shouldCarryBytesThatAreNoText() throws Exception {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        for (SecureFormat writer :
                List.of(TestKeys.writer("alpha"), TestKeys.writer("alpha", "beta"))) {
            FileChunk chunk = new FileChunk(TOKEN, ByteBuffer.wrap(all));
            Packet read = TestKeys.reader("beta", "alpha").read(writer.write(chunk)).orElseThrow();
            assertThat(((FileChunk) read).chunk()).isEqualTo(ByteBuffer.wrap(all));

            byte[] end = writer.write(new FileEnd(TOKEN, all));
            read = TestKeys.reader("beta", "alpha").read(end).orElseThrow();
            assertThat(((FileEnd) read).meta()).isEqualTo(all);
        }
    }

    @Test
    void shouldSayThatThereIsNoKeyToSignWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestKeys.reader("beta", "alpha").write(new FileEnd(TOKEN, null)))
                .withMessageEndingWith("with secureKey and secureCertificate");
    }

    static Stream<Arguments> contents() {
        byte[] mixed = new byte[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            mixed[i] = (byte) i;
        }
        return Stream.of(
                        filled(0),
                        filled(0xff),
                        filled('"'),
                        filled('\\'),
                        filled('\n'),
                        filled(0x7f),
                        filled('/'),
                        filled('a'),
                        mixed,
                        "Grüße, 名\u2028".repeat(2000).substring(0, 9000).getBytes(UTF_8))
                .flatMap(
                        content ->
                                Stream.of(0, 1, 10)
                                        .map(recipients -> Arguments.of(content, recipients)));
    }

    private static byte[] filled(int b) {
        byte[] content = new byte[CHUNK];
        Arrays.fill(content, (byte) b);
        return content;
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldCutChunksSoThatTheOldestPeersTakeThem(byte[] content, int recipients)
            throws Exception {
        SecureFormat writer =
                TestKeys.writer(
                        "alpha", Collections.nCopies(recipients, "beta").toArray(String[]::new));
        ByteBuffer left = ByteBuffer.wrap(content);
        ByteBuffer read = ByteBuffer.allocate(content.length);
        while (left.hasRemaining()) {
            int length = writer.chunkLength(left, CHUNK);
            assertThat(length).isBetween(1, left.remaining());
            byte[] body = writer.write(new FileChunk(TOKEN, left.slice(left.position(), length)));
            if (length < left.remaining()) {
                assertThat(body.length).as("what was cut").isGreaterThan(LARGEST_BODY * 4 / 5);
            }
            assertThat(body).hasSizeLessThan(LARGEST_BODY);
            left.position(left.position() + length);
            read.put(
                    ((FileChunk) TestKeys.reader("beta", "alpha").read(body).orElseThrow())
                            .chunk());
        }
        assertThat(read.array()).isEqualTo(content);
    }

    @Test
    void shouldLeaveTextInChunksOfTheUsualSize() {
        ByteBuffer text = ByteBuffer.wrap("plain text, ".repeat(3000).getBytes(ISO_8859_1));
        assertThat(TestKeys.writer("alpha", "beta").chunkLength(text, CHUNK)).isEqualTo(CHUNK);
        assertThat(TestKeys.writer("alpha").chunkLength(text, CHUNK)).isEqualTo(CHUNK);
        assertThat(text.position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_536, 4 << 20})
    void shouldScaleWithAChunkSizeThatTheUserChose(int chunkSize) {
        SecureFormat writer = TestKeys.writer("alpha", "beta");
        byte[] nuls = new byte[chunkSize];
        int length = writer.chunkLength(ByteBuffer.wrap(nuls), chunkSize);
        int body = writer.write(new FileChunk(TOKEN, ByteBuffer.wrap(nuls, 0, length))).length;
        assertThat(body)
                .isLessThan((int) Math.min(16L << 20, 131_064L * Math.max(1, chunkSize / CHUNK)));
        assertThat(length).isGreaterThanOrEqualTo(Math.min(chunkSize, chunkSize / 5));
    }

    @Test
    void shouldCutSomethingHoweverManyRecipientsThereAre() {
        SecureFormat writer =
                TestKeys.writer("alpha", Collections.nCopies(200, "beta").toArray(String[]::new));
        assertThat(writer.chunkLength(ByteBuffer.allocate(CHUNK), CHUNK)).isGreaterThan(500);
    }
}
