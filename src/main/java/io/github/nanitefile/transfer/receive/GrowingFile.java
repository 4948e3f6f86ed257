package io.github.nanitefile.transfer.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The bytes of one transfer, growing at the end. Used by the thread that owns the {@link
 * TransferStore}.
 */
public interface GrowingFile {

    /** How many bytes there are. */
    long length();

    /**
     * Adds the bytes between the buffer's position and limit, all of them, and moves its position
     * to the limit.
     */
    void append(ByteBuffer bytes) throws IOException;

    /**
     * Shows the bytes from {@code from} on, in order, to {@code reader}. For a transfer that was
     * recovered: what the bytes behind its last finished segment come to was not kept.
     */
    void replay(long from, ByteReader reader) throws IOException;

    /**
     * No more bytes will come. Everything written is with the operating system, and the file can be
     * read at {@link #path()}.
     */
    void finish() throws IOException;

    /**
     * Removes the bytes, and the record if the transfer was spilled. Safe to call at any time, also
     * twice.
     */
    void discard();

    /** Where the bytes are. The transfer floor only hands it on. */
    Path path();

    /** Takes bytes in order. */
    @FunctionalInterface
    interface ByteReader {
        void accept(ByteBuffer bytes);
    }
}
