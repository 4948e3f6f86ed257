package io.github.nanitefile.packet.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.value.ValueLimits;
import io.github.nanitefile.packet.value.ValueWalker;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds out whether a packet reads the same when it is written as JSON. */
final class JsonCarriage extends JsonSink {

    /** Of a meta. Some of Ruby's JSON readers stop at 100, counting the envelope. */
    private static final int MAX_DEPTH = ValueLimits.MAX_DEPTH - JsonTokens.ENVELOPE;

    /** In characters, of which each comes to three bytes at the most; the reader counts bytes. */
    private static final int MAX_KEY = StreamReadConstraints.DEFAULT_MAX_NAME_LEN / 3;

    /** The keys seen in each array and hash that is open, the innermost first. */
    private final Deque<Set<String>> keys = new ArrayDeque<>();

    private final boolean rawBytes;
    private boolean same = true;

    private JsonCarriage(boolean rawBytes) {
        this.rawBytes = rawBytes;
    }

    /** See {@link JsonFormat#carriesRaw}. */
    static boolean carriesRaw(Packet packet) {
        return !(packet instanceof FileEnd end) || carries(end.meta(), true);
    }

    static boolean carries(Packet packet) {
        if (packet instanceof FileChunk chunk) {
            return isAscii(chunk.chunk());
        }
        return !(packet instanceof FileEnd end) || carries(end.meta(), false);
    }

    private static boolean isAscii(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean carries(Object meta, boolean rawBytes) {
        JsonCarriage carriage = new JsonCarriage(rawBytes);
        try {
            new ValueWalker(carriage).walk(meta);
        } catch (IllegalArgumentException e) {
            return true; // no format carries it, and writing it says why
        }
        return carriage.same;
    }

    @Override
    void key(String text) {
        same &=
                !text.equals(JsonValues.CLASS)
                        && text.length() <= MAX_KEY
                        && keys.element().add(text);
    }

    @Override
    void key(byte[] bytes) {
        same = false;
    }

    @Override
    void collectionAsKey() {
        same = false;
    }

    /** Any is as good in JSON. */
    @Override
    void literal(String json) {}

    /** Any is as good in JSON. */
    @Override
    void string(String text) {}

    @Override
    void string(byte[] bytes) {
        same &= rawBytes;
    }

    @Override
    void open(char bracket) {
        keys.push(new HashSet<>());
        same &= keys.size() <= MAX_DEPTH;
    }

    @Override
    void close(char bracket) {
        keys.pop();
    }
}
