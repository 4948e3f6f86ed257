package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** An idempotent repository: which files of one group have been through the route. */
final class Repository {

    /** Where it is. */
    enum Kind {
        /** There is none. */
        NONE,
        /** In each process's memory. */
        MEMORY,
        /** On a disk, shared by the members of the group. */
        SHARED
    }

    private final World world;
    private final Set<Token> delivered = new HashSet<>();
    private long troubleUntil;

    Repository(World world) {
        this.world = world;
    }

    void troubleUntil(long time) {
        troubleUntil = time;
    }

    /**
     * @throws IOException now and then while it is in trouble
     */
    boolean contains(Token token) throws IOException {
        if (world.now() < troubleUntil && world.chance.oneIn(2)) {
            throw new IOException("the repository does not answer");
        }
        return knows(token);
    }

    /** The same, for who looks on. */
    boolean knows(Token token) {
        return delivered.contains(token);
    }

    void add(Token token) {
        delivered.add(token);
    }
}
