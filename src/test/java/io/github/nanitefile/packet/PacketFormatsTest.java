package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketFormatsTest {

    @Test
    void shouldFindAFormatByItsName() {
        assertThat(PacketFormats.plain().named("marshal").name()).isEqualTo("marshal");
    }

    @Test
    void shouldSayWhichFormatsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PacketFormats.plain().named("xml"))
                .withMessageContaining("'xml'")
                .withMessageContaining("marshal");
    }

    @Test
    void shouldReadAPacketInTheFormatOfItsBytes() throws UnreadableMessageException {
        FileEnd end = new FileEnd(new Token("t"), null);
        assertThat(PacketFormats.plain().read(PacketFormats.plain().named("marshal").write(end)))
                .contains(end);
    }

    @Test
    void shouldSayHowASignedMessageBecomesReadable() {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(
                        () ->
                                PacketFormats.plain()
                                        .read(Vectors.bytes("v/r31-secure-signed-start.bin")))
                .withMessageContaining("set secureTrusted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\3\10", "\377"})
    void shouldRefuseWhatIsOfNoFormat(String body) {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(
                        () ->
                                PacketFormats.plain()
                                        .read(body.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void shouldNameAPacketByItsKind() {
        Token token = new Token("t");
        assertThat(new FileStart("a", "b", token).type()).isEqualTo("FileStart");
        assertThat(new FileEnd(token, null).type()).isEqualTo("FileEnd");
    }

    @Test
    void shouldQuoteTextFromTheWireOnOneShortLine() {
        assertThat(UnreadableMessageException.quote("a\r\n\u001b[1m\u202eb\u2028"))
                .isEqualTo("'a???[1m?b?'");
        assertThat(UnreadableMessageException.quote("x".repeat(1000))).hasSize(83).endsWith("…'");
        assertThat(UnreadableMessageException.quote(null)).isEqualTo("null");
    }
}
