package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.Utf8;
import io.github.nanitefile.packet.value.WireString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * A message as characters, and characters of it as bytes again.
 *
 * <p>Ruby 1.8 (Syck) knows bytes only: where it writes {@code "\xC3\xA9"} it means the two bytes of
 * an é, which to everybody else are two characters. Its messages are known by the blank behind the
 * tag of the packet, and read as it means them.
 */
final class YamlText {

    /** Where the bytes of a message of Syck's lie that are no ASCII: apart from what it escapes. */
    private static final char RAW = '\ue000';

    private static final Pattern SYCK = Pattern.compile("--- !ruby/object:[^ \n]++ \n");
    private static final Pattern OLD_BREAKS = Pattern.compile("[\u0085\u2028\u2029]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\.", Pattern.DOTALL);
    private static final int FIRST_LINE = 200;

    private final byte[] body;
    private final boolean syck;

    YamlText(byte[] body) {
        this.body = body;
        String start =
                new String(body, 0, Math.min(body.length, FIRST_LINE), StandardCharsets.ISO_8859_1);
        this.syck = SYCK.matcher(start).lookingAt();
    }

    /** Whether Ruby 1.8 has written it. */
    boolean isSyck() {
        return syck;
    }

    /** All of the message. */
    String characters() throws UnreadableMessageException {
        if (syck) {
            return rawCharacters();
        }
        String characters = decoded();
        if (OLD_BREAKS.matcher(characters).find()) {
            throw new UnreadableMessageException(
                    "it holds one of the characters U+0085, U+2028 and U+2029 as it is: Ruby ends a"
                            + " line there, and later YAML does not");
        }
        return withBreaksForEscapes(characters);
    }

    /**
     * Ruby escapes these two as YAML 1.1 and 1.2 do, and the library does not know them. As such
     * characters stand nowhere else, {@link #value} can tell where no escape was meant.
     */
    private static String withBreaksForEscapes(String characters) {
        return ESCAPE.matcher(characters)
                .replaceAll(
                        escape ->
                                switch (escape.group()) {
                                    case "\\L" -> "\u2028";
                                    case "\\P" -> "\u2029";
                                    default -> Matcher.quoteReplacement(escape.group());
                                });
    }

    /** The characters of a scalar that has been found among those of the message. */
    static String value(ScalarEvent scalar) {
        String value = scalar.getValue();
        return scalar.isDQuoted() ? value : value.replace("\u2028", "\\L").replace("\u2029", "\\P");
    }

    private String decoded() throws UnreadableMessageException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableMessageException("it is of no format, as it is no valid UTF-8", e);
        }
    }

    private String rawCharacters() {
        char[] characters = new char[body.length];
        for (int i = 0; i < body.length; i++) {
            characters[i] = (char) (body[i] >= 0 ? body[i] : RAW + (body[i] & 0xff));
        }
        return new String(characters);
    }

    /** What a scalar says, which has been found among the characters. */
    WireString string(String scalar) throws UnreadableMessageException {
        try {
            return new WireString(syck ? rawBytes(scalar) : Utf8.encode(scalar));
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessageException("it escapes half a surrogate pair", e);
        }
    }

    private static byte[] rawBytes(String scalar) {
        byte[] bytes = new byte[scalar.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = scalar.charAt(i);
            if (c > 0xff && (c < RAW || c > RAW + 0xff)) {
                return Utf8.encode(scalar); // an escape that Syck does not write
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }
}
