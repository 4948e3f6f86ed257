package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.DestinationRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes file names of texts that are none: queue names from a configuration, tokens and
 * destinations from the wire. Stateless. Does not say whether a destination is to be refused: see
 * {@link DestinationRule}.
 */
final class SafeNames {

    private static final int LONGEST_QUEUE = 180;
    private static final int LONGEST_PREFIX = 110;
    private static final int SHORT_HASH = 8;
    private static final int LONGEST_BASE = 200;
    private static final Pattern OUR_TOKEN = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z]");
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}<>:\"|?*]");
    private static final Pattern NO_ASCII = Pattern.compile("[^\\x20-\\x7e]");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SafeNames() {}

    /**
     * A folder name for a queue, below 200 bytes. Other queues have other names: what is not of
     * {@code [A-Za-z0-9._-]} is percent-encoded, as are dots at either end. A name that is too long
     * is cut and ends in {@code =} and its hash; so does one with capital letters, as some file
     * systems do not tell them from small ones.
     */
    static String queue(String queueName) {
        if (queueName.isEmpty()) {
            return "%";
        }
        StringBuilder name = new StringBuilder();
        for (byte b : queueName.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) b)) {
                name.append((char) b);
            } else {
                name.append('%').append(HEX.toHexDigits(b));
            }
        }
        encodeDot(name, name.length() - 1);
        for (int i = 0; i < name.length() && name.charAt(i) == '.'; i += 3) {
            encodeDot(name, i);
        }
        if (DestinationRule.isDeviceName(name.toString())) {
            name.replace(0, 1, "%" + HEX.toHexDigits((byte) name.charAt(0)));
        }
        if (name.length() > LONGEST_QUEUE) {
            return name.substring(0, LONGEST_PREFIX) + "=" + hash(queueName);
        }
        if (UPPER_CASE.matcher(queueName).find()) {
            return name + "=" + hash(queueName).substring(0, SHORT_HASH);
        }
        return name.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    private static void encodeDot(StringBuilder name, int index) {
        if (index >= 0 && name.charAt(index) == '.') {
            name.replace(index, index + 1, "%2E");
        }
    }

    /** The token itself where it is of our form, else its SHA-256 in hex digits. */
    static String token(Token token) {
        return OUR_TOKEN.matcher(token.value()).matches() ? token.value() : hash(token.value());
    }

    /**
     * The last name of a destination, changed as little as needed to be the name of a file in a
     * folder of ours, at most 200 bytes long; {@code file} if nothing is left.
     */
    static String base(String dest) {
        String last = dest.substring(Math.max(dest.lastIndexOf('/'), dest.lastIndexOf('\\')) + 1);
        String fit = cut(UNFIT.matcher(last).replaceAll("_"), LONGEST_BASE).strip();
        while (fit.endsWith(".") || fit.endsWith(" ")) {
            fit = fit.substring(0, fit.length() - 1);
        }
        if (fit.isEmpty()) {
            return "file";
        }
        String name = DestinationRule.isDeviceName(fit) ? "_" + fit : fit;
        return isRepresentable(name) ? name : NO_ASCII.matcher(name).replaceAll("_");
    }

    /** Under a locale such as POSIX, Java cannot use all names. */
    private static boolean isRepresentable(String name) {
        try {
            return Path.of(name).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** As much of a text, from its beginning, as fits a number of bytes in UTF-8. */
    static String cut(String text, int bytes) {
        int end = 0;
        int size = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            size += utf8Length(character);
            if (size > bytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static int utf8Length(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    /** SHA-256 of a text in lower-case hex digits. */
    static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
