package io.github.nanitefile.transfer.receive;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says which names from the wire may not become the name of a file, by the look of the name alone
 * and alike on every operating system. A destination is a relative path, by {@code /} (or, on
 * Windows, {@code \}); both are taken for separators here.
 *
 * <p>Does not look at the disk: that the name also stays inside a directory once links are followed
 * is for the floor that has a disk to see.
 */
public final class DestinationRule {

    /** The longest name of one file or folder on the usual file systems, in bytes of UTF-8. */
    public static final int LONGEST_NAME = 255;

    /** The longest destination, in bytes of UTF-8: what Linux takes for a path. */
    public static final int LONGEST_DESTINATION = 4095;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern TRAILING = Pattern.compile("[. ]+$");
    private static final Pattern DEVICE =
            Pattern.compile(
                    "(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(com|lpt)[0-9¹²³]) *([.:].*)?",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private DestinationRule() {}

    /**
     * Why a destination is refused.
     *
     * @return the reason, a clause such as "it is absolute"; empty if nothing speaks against it
     */
    public static Optional<String> refusal(String dest) {
        if (dest.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (dest.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("it has a control character");
        }
        if (!encoder().canEncode(dest)) {
            return Optional.of("it is no valid Unicode text");
        }
        if (dest.startsWith("/") || dest.startsWith("\\") || DRIVE.matcher(dest).matches()) {
            return Optional.of("it is absolute");
        }
        if (dest.endsWith("/") || dest.endsWith("\\")) {
            return Optional.of("it ends in a separator, so it names a folder");
        }
        if (dest.getBytes(StandardCharsets.UTF_8).length > LONGEST_DESTINATION) {
            return Optional.of("it is longer than " + LONGEST_DESTINATION + " bytes");
        }
        String[] names = SEPARATOR.split(dest, -1);
        if (names[names.length - 1].equals(".")) {
            return Optional.of("it names a folder");
        }
        for (String name : names) {
            Optional<String> refusal = refusalOfName(name);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> refusalOfName(String name) {
        if (name.isEmpty() || name.equals(".")) {
            return Optional.empty(); // says nothing, as in a//b and ./a
        }
        if (name.equals("..")) {
            return Optional.of("it goes up by '..'");
        }
        if (TRAILING.matcher(name).replaceFirst("").isEmpty()) {
            return Optional.of("it has a name of nothing but dots and blanks");
        }
        if (isDeviceName(name)) {
            return Optional.of("'" + name + "' is a device on Windows");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            return Optional.of("it has a name longer than " + LONGEST_NAME + " bytes");
        }
        return Optional.empty();
    }

    /** Whether Windows takes a file name for a device: {@code CON}, {@code nul.txt}, … */
    public static boolean isDeviceName(String name) {
        return DEVICE.matcher(name).matches();
    }

    private static CharsetEncoder encoder() {
        return StandardCharsets.UTF_8.newEncoder();
    }
}
