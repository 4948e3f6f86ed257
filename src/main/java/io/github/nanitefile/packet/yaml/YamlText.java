package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.Utf8;
import io.github.nanitefile.packet.value.WireString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

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
    private static final int FIRST_LINE = 200;

    /** Ruby's escapes of U+2028 and U+2029, which the library does not know. */
    private static final String LINE_ESCAPE = "\\L";

    private static final String PARAGRAPH_ESCAPE = "\\P";

    private static final char LAST_PRIVATE = '\uf8ff';

    private final byte[] body;
    private final boolean syck;

    /** Stand for the two escapes; 0 if the message has none. */
    private char line;

    private char paragraph;

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
        return hasEscapes(characters) ? withoutEscapes(characters) : characters;
    }

    private static boolean hasEscapes(String characters) {
        return characters.contains(LINE_ESCAPE) || characters.contains(PARAGRAPH_ESCAPE);
    }

    /**
     * Puts a character that the message does not have in the place of each escape. Only once it is
     * parsed is it known which were escapes and which are just these two characters.
     */
    private String withoutEscapes(String characters) {
        line = unused(characters, '\uf000');
        paragraph = unused(characters, (char) (line + 1));
        StringBuilder without = new StringBuilder(characters.length());
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            char next = i + 1 < characters.length() ? characters.charAt(i + 1) : 0;
            if (c != '\\') {
                without.append(c);
            } else if (next == 'L' || next == 'P') {
                without.append(next == 'L' ? line : paragraph);
                i++;
            } else if (next == '\\') {
                without.append("\\\\"); // the second escapes nothing
                i++;
            } else {
                without.append(c);
            }
        }
        return without.toString();
    }

    /** Of the characters for private use, whose last is taken if a message has them all. */
    private static char unused(String characters, char from) {
        char c = from;
        while (c < LAST_PRIVATE && characters.indexOf(c) >= 0) {
            c++;
        }
        return c;
    }

    /** What a scalar of the characters says, in double quotes or not. */
    String said(String scalar, boolean doubleQuoted) {
        if (line == 0) {
            return scalar;
        }
        return doubleQuoted
                ? scalar.replace(line, '\u2028').replace(paragraph, '\u2029')
                : scalar.replace(String.valueOf(line), LINE_ESCAPE)
                        .replace(String.valueOf(paragraph), PARAGRAPH_ESCAPE);
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
