package io.github.nanitefile.packet;

import java.io.IOException;

/**
 * A message whose bytes, or whose annotations, are no packet; the text says what is wrong with
 * them, to follow "the message cannot be read: ".
 */
public final class UnreadableMessageException extends IOException {

    private static final int QUOTED = 80;

    public UnreadableMessageException(String message) {
        super(message);
    }

    public UnreadableMessageException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes a text from the wire fit to stand in an error message and in a log: in quotes, on one
     * line, no longer than {@value #QUOTED} characters.
     *
     * @param hostile null or any text
     */
    public static String quote(String hostile) {
        if (hostile == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < Math.min(hostile.length(), QUOTED); i++) {
            char c = hostile.charAt(i);
            quoted.append(isPrintable(c) ? c : '?');
        }
        return quoted.append(hostile.length() > QUOTED ? "…'" : "'").toString();
    }

    /** No line ends, no escape sequences, nothing that turns the direction of writing. */
    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
