package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gathers what is added to a file, so that the disk is written to once for several chunks. One for
 * all files of a spool, since chunks of one transfer mostly come in a row: it holds the last bytes
 * of one file at a time. One thread, that of the spool.
 *
 * <p>Does not say when the bytes must be in the file: who reads or forces it calls {@link #flush}
 * before, and so does who has no more to add for now. Bytes that could not be written stay here,
 * and the next call tries again.
 */
final class WriteBuffer {

    private static final int SIZE = 64 * 1024;

    private ByteBuffer bytes = ByteBuffer.allocate(0); // most of many consumers may be idle
    private Target target;

    /** Where the bytes go. */
    interface Target {

        /** Writes some of the bytes or all of them, behind those that are there. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /** Takes all bytes, or writes them. */
    void append(Target to, ByteBuffer more) throws IOException {
        if (bytes.capacity() == 0) {
            bytes = ByteBuffer.allocateDirect(SIZE);
        }
        if (target != to || more.remaining() > bytes.remaining()) {
            flush();
        }
        if (more.remaining() > bytes.remaining()) {
            to.write(more);
            return;
        }
        target = to;
        bytes.put(more);
    }

    /** Writes what is here, whosever it is. */
    void flush() throws IOException {
        if (target == null) {
            return;
        }
        bytes.flip();
        try {
            target.write(bytes);
            target = null;
        } finally {
            bytes.compact();
        }
    }

    /** Writes what is here, if it is that file's. */
    void flush(Target of) throws IOException {
        if (target == of) {
            flush();
        }
    }

    /** The file is gone, and so is what it had here. */
    void drop(Target of) {
        if (target == of) {
            target = null;
            bytes.clear();
        }
    }
}
