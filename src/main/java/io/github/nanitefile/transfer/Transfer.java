package io.github.nanitefile.transfer;

import io.github.nanitefile.packet.Token;
import java.util.Locale;

/**
 * What can be told of a transfer while it is under way.
 *
 * @param direction whether this side sends or receives it
 * @param domain the domain it goes through
 * @param token names it
 * @param name the file's name for a person to read
 * @param length the file's length in bytes, or null while it is not known
 */
public record Transfer(Direction direction, String domain, Token token, String name, Long length) {

    /** The two sides of a transfer. */
    public enum Direction {
        SENDING,
        RECEIVING;

        /** As people and meters name it: {@code sending}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
