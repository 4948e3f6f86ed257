package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
import java.io.IOException;

/** Knows which files of a queue have been through the route. */
@FunctionalInterface
public interface DeliveredBefore {

    /**
     * Whether a file of that token has been through the route.
     *
     * @throws IOException if that cannot be told now; says why
     */
    boolean test(Token token) throws IOException;
}
