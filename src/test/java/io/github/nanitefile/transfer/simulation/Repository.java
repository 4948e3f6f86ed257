package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

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
    private final Map<Token, Long> delivered = new HashMap<>();
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
        return delivered.containsKey(token);
    }

    /** Whether it took note of the file before that time. */
    boolean knewBefore(long time, Token token) {
        return delivered.getOrDefault(token, Long.MAX_VALUE) < time;
    }

    void add(Token token) {
        delivered.putIfAbsent(token, world.now());
    }
}
