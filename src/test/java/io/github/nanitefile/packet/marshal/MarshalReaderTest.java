package io.github.nanitefile.packet.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors do not reach. Messages are written one character per byte. */
class MarshalReaderTest {

    private static final String END = "o:\24Nanite::FileEnd\7:\13@token\"\6t:\12@meta";
    private static final Duration PLENTY = Duration.ofSeconds(1);

    private static byte[] message(String latin1) {
        return ("\4\10" + latin1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Packet> read(String latin1) throws UnreadableMessageException {
        return new MarshalFormat().read(message(latin1));
    }

    private static Object meta(String latin1) throws UnreadableMessageException {
        return ((FileEnd) read(END + latin1).orElseThrow()).meta();
    }

    private static void assertRefused(String latin1, String why) {
        Promptly.within(
                PLENTY,
                () ->
                        assertThatExceptionOfType(UnreadableMessageException.class)
                                .isThrownBy(() -> read(latin1))
                                .withMessageContaining(why));
    }

    /** A packed integer of three bytes. */
    private static String count(int number) {
        return "\3" + (char) (number & 0xff) + (char) (number >> 8 & 0xff) + (char) (number >> 16);
    }

    private static String nested(int depth) {
        return "[\6".repeat(depth) + "I\"\6x\6:\6ET";
    }

    @Test
    void shouldReadAsDeepAsTheLimit() throws UnreadableMessageException {
        assertThat(meta(nested(100)).toString()).isEqualTo("[".repeat(100) + "x" + "]".repeat(100));
    }

    @Test
    void shouldRefuseWhatLiesDeeperThanTheLimit() {
        assertRefused(END + nested(101), "100 deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\6",
                "{\6",
                "}\6",
                "o:\6A\6:\6x",
                "S:\6A\6:\6x",
                "U:\6A",
                "d:\6A",
                "e:\6A",
                "C:\6A",
                "I\"\0\6:\6x",
                "I:\6a\6:\6x",
                "{\6[\6",
                "u:\6A",
                "I[\6",
                "Iu:\6A\0\6:\6x"
            })
    void shouldRefuseNestingOfEveryKindWithoutOverflow(String opening) {
        assertRefused(opening.repeat(100_000), "it");
        assertRefused(END + opening.repeat(100_000), "it");
    }

    /** 10 to the power of 30 values in 700 bytes. */
    @Test
    void shouldRefuseLinksToLinksThatUnfoldBeyondMeasure() {
        StringBuilder bomb = new StringBuilder("[\44[\17" + "0".repeat(10));
        for (int i = 0; i < 30; i++) {
            bomb.append("[\17").append(("@" + (char) (8 + i)).repeat(10));
        }
        assertRefused(END + bomb, "unfolds into, more than 100000 values");
    }

    @Test
    void shouldRefuseLinksToLongTextsThatUnfoldBeyondMeasure() {
        String text = "\"" + count(100_000) + "x".repeat(100_000);
        assertRefused(END + "[\2\347\3" + text + "@\10".repeat(998), "unfolds into");
        assertRefused(END + "[\2\347\3:" + text.substring(1) + ";\10".repeat(998), "unfolds into");
    }

    @Test
    void shouldReadATextThatIsTheWholeMetaWhateverItsLength() throws UnreadableMessageException {
        int length = 10_000_000;
        assertThat(meta("\"" + count(length) + "x".repeat(length))).isEqualTo("x".repeat(length));
    }

    @Test
    void shouldRefuseMoreValuesThanTheLimit() {
        assertRefused(END + "[" + count(200_000) + "0".repeat(200_000), "more than 100000 values");
        assertRefused("[" + count(200_000) + "0".repeat(200_000), "more than 100000 values");
        assertRefused(
                "o:\24Nanite::FileEnd" + count(200_000) + ":\0000".repeat(200_000),
                "more than 100000 values");
    }

    /** Texts that differ and have one hash code. */
    private static String colliding(int number, int bits) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    @Test
    void shouldRefuseMoreArraysAsKeysThanCanBeCompared() {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            pairs.append("[\6\"\37").append(colliding(i, 13)).append('0');
        }
        assertRefused(END + "{" + count(5000) + pairs, "more than 100000 values");
    }

    @Test
    void shouldBeQuickWithArraysAsKeysThatCollide() {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            pairs.append("[\6\"\37").append(colliding(i, 13)).append('0');
        }
        Promptly.within(
                PLENTY, () -> assertThat((Map<?, ?>) meta("{" + count(900) + pairs)).hasSize(900));
    }

    @Test
    void shouldBeQuickWithSymbolsAsKeysThatCollide() {
        StringBuilder pairs = new StringBuilder();
        int count = 16384;
        for (int i = 0; i < count; i++) {
            pairs.append(":\41").append(colliding(i, 14)).append('0');
        }
        Promptly.within(
                PLENTY,
                () ->
                        assertThat(((Map<?, ?>) meta("{" + count(count) + pairs)).keySet())
                                .hasSize(count)
                                .anyMatch(new Symbol("Aa".repeat(14))::equals));
    }

    @Test
    void shouldRefuseAnIntegerTooLongToPrint() {
        String digits = "\1".repeat(2 * 4097);
        assertRefused(END + "l+" + count(4097) + digits, "more than 8192 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@\0", "[\6@\7", "{\6i\0@\7", "}\0@\7", "I[\0\6:\6x@\0"})
    void shouldRefuseAValueThatHoldsItself(String meta) {
        assertRefused(END + meta, "");
    }

    @Test
    void shouldRefuseCollidingKeysOfMoreThanOneKind() {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 24_000; i++) {
            String key = colliding(i, 15);
            pairs.append("\"\43").append(key).append('0');
            pairs.append(":\43").append(key).append('0');
        }
        assertRefused(END + "{" + count(48_000) + pairs, "more than 100000 values");
    }

    @Test
    void shouldReadAFewThousandMixedKeys() throws UnreadableMessageException {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            String key = colliding(i, 15);
            pairs.append("\"\43").append(key).append('0');
            pairs.append(":\43").append(key).append('0');
        }
        assertThat((Map<?, ?>) meta("{" + count(4000) + pairs)).hasSize(4000);
    }

    @Test
    void shouldRefuseCollidingClassesAsKeysInTime() {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 32_000; i++) {
            pairs.append("c\43").append(colliding(i, 15)).append('0');
        }
        assertRefused(END + "{" + count(32_000) + pairs, "Ruby class");
    }

    @Test
    void shouldRefuseALongNameThatIsRepeated() {
        String name = ":" + count(1_000_000) + "@" + "a".repeat(999_999);
        assertRefused(
                "o:\24Nanite::FileEnd" + count(20_001) + name + "0" + ";\6" + "0;\6".repeat(20_000),
                "more than 100000 values");
    }

    @Test
    void shouldCountUserDefinedDumpsAfterTheirVariables() throws UnreadableMessageException {
        // As Ruby 3.1 writes [Time.at(0).utc, "x", the same "x"] into a field nobody knows.
        String time = "Iu:\11Time\15 \200\21\300\0\0\0\0\6:\11zoneI\"\10UTC\6:\6EF";
        String packet = "o:\24Nanite::FileEnd\10:\7@x[\10" + time + "I\"\6x\6;\11T@\11";
        assertThat(read(packet + ":\13@token\"\6t:\12@meta@\11")).contains(end("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "U:\15Rational[\7i\6i\7",
                "S:\6S\6:\6ai\6",
                "e:\17Comparableo:\13Object\0",
                "I/\6a\0\6:\6EF",
                "c\13String",
                "m\17Comparable",
                "M\13String",
                "C:\10Foo\"\6y",
                "o:\12Range\10:\11exclF:\12begini\6:\10endi\7"
            })
    void shouldPassOverObjectsInFieldsThatNobodyKnows(String object)
            throws UnreadableMessageException {
        String packet = "o:\24Nanite::FileEnd\11:\7@xI\"\6a\6:\6ET:\7@y" + object;
        assertThat(read(packet + ":\13@token\"\6t:\12@meta@\6")).contains(end("a"));
    }

    @Test
    void shouldNameTheClassOfAnObjectInAMetaOnOneLine() {
        assertRefused(
                END + "[\6{\6i\0o:\16Evil\nThin\0",
                "the meta of its Nanite::FileEnd is or holds an object of the Ruby class"
                        + " 'Evil?Thin'");
    }

    @Test
    void shouldRefuseALinkToAnObjectPassedOver() {
        String packet = "o:\24Nanite::FileEnd\10:\7@xC:\10Foo\"\6y:\13@token\"\6t:\12@meta@\6";
        assertRefused(packet, "'Foo'");
    }

    @Test
    void shouldTakeANameThatIsNoTextForLatin1() throws UnreadableMessageException {
        String packet =
                "o:\26Nanite::FileStart\10:\16@filename\"\10\351t\351:\12@destI\"\10\351t\351";
        FileStart start = (FileStart) read(packet + "\6:\6ET:\13@token\"\6\351").orElseThrow();
        assertThat(start.filename()).isEqualTo("été");
        assertThat(start.dest()).isEqualTo("été");
        assertThat(start.token().value()).isEqualTo("é");
    }

    @Test
    void shouldReadTextInTheEncodingThatItNames() throws UnreadableMessageException {
        assertThat(meta("I\"\7\202\240\6:\15encoding\"\16Shift_JIS")).isEqualTo("あ");
        assertThat(meta("I\"\11a\0b\0\6:\15encoding\"\15UTF-16LE")).isEqualTo("ab");
    }

    @Test
    void shouldReadTextInAnEncodingUnknownAsBytes() throws UnreadableMessageException {
        assertThat(meta("I\"\6a\6:\15encoding\"\12UTF-7")).isEqualTo(new byte[] {'a'});
        assertThat(meta("I\"\6a\6:\15encoding\"\12no\0no")).isEqualTo(new byte[] {'a'});
    }

    @Test
    void shouldReadNonAsciiBytesMarkedAsAsciiAsBytes() throws UnreadableMessageException {
        assertThat(meta("I\"\7\303\251\6:\6EF")).isEqualTo(new byte[] {(byte) 0xc3, (byte) 0xa9});
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\1\100"})
    void shouldRefuseATokenThatCannotBeOne(String length) {
        String token = "\"" + length + "x".repeat(length.length() == 1 ? 0 : 64);
        assertRefused("o:\24Nanite::FileEnd\6:\13@token" + token, "token has");
    }

    @Test
    void shouldTakeASizeThatIsNoNumberForNone() throws UnreadableMessageException {
        FileChunk chunk =
                (FileChunk)
                        read("o:\26Nanite::FileChunk\10:\13@token\"\6t:\13@chunk\"\6c:\12@size[\0")
                                .orElseThrow();
        assertThat(chunk.size()).isNull();
    }

    @Test
    void shouldIgnoreOtherPacketsUnread() throws UnreadableMessageException {
        assertThat(read("o:\26Nanite::TagUpdate\6:\7@xo:\20Evil::Thing\0")).isEmpty();
    }

    @Test
    void shouldHandOutMetasThatCannotBeChanged() throws UnreadableMessageException {
        List<?> list = (List<?>) meta("[\6i\6");
        assertThat(list).isUnmodifiable();
    }

    private static FileEnd end(Object meta) {
        return new FileEnd(new Token("t"), meta);
    }

    @Test
    void shouldCountTheDepthOfWhatALinkNames() throws UnreadableMessageException {
        assertThat(read(linked(50, 49))).isPresent();
        assertRefused(linked(50, 50), "100 deep");
    }

    /** An array with an array, the object 3, and another with a link to that at its bottom. */
    private static String linked(int depthOfNamed, int depthOfLink) {
        return END
                + "[\7"
                + "[\6".repeat(depthOfNamed - 1)
                + "[\0"
                + "[\6".repeat(depthOfLink)
                + "@\10";
    }
}
