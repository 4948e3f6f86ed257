package io.github.nanitefile.amqp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A socket that is read and written in large blocks. The AMQP client writes a message in three
 * pieces and flushes after each message; here several can be published {@link #unflushed}, and go
 * out together with the {@link #flush} after the last. What else the client flushes goes out at
 * once, and all that was held back before it.
 *
 * <pre>
 *   client   method header | body | end    method header | body | end    flush
 *   system   [-------------------------- one write ---------------------------]
 * </pre>
 *
 * <p>For any thread. Holds nothing back by time: who publishes unflushed has to flush.
 */
final class GatheringSocket extends Socket {

    /** Java's sockets give the operating system no more than twice this at once. */
    private static final int BLOCK = 64 * 1024;

    private InputStream input;
    private volatile Output output;

    /** Called by one thread, before the connection is known to others. */
    @Override
    public InputStream getInputStream() throws IOException {
        if (input == null) {
            input = new Input(super.getInputStream());
        }
        return input;
    }

    /** Called by one thread, before the connection is known to others. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        if (output == null) {
            output = new Output(super.getOutputStream());
        }
        return output;
    }

    /** What writes to this socket. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /** Does this; where it flushes, on this thread, nothing is sent because of that. */
    void unflushed(Writing writing) throws IOException {
        Output current = output;
        if (current == null) { // not connected yet: it is another socket that is written to
            writing.run();
            return;
        }
        current.unflushed = Thread.currentThread();
        try {
            writing.run();
        } finally {
            current.unflushed = null;
        }
    }

    /** Sends what was held back. */
    void flush() throws IOException {
        Output current = output;
        if (current != null) {
            current.drain(true);
        }
    }

    /** One read of the operating system fetches many small pieces. Used by the reading thread. */
    private static final class Input extends FilterInputStream {

        private final byte[] block = new byte[BLOCK];
        private int position;
        private int limit;

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return position < limit || fill() ? block[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == limit && length >= BLOCK) {
                return in.read(bytes, offset, length);
            }
            if (position == limit && !fill()) {
                return -1;
            }
            int count = Math.min(length, limit - position);
            System.arraycopy(block, position, bytes, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            int count = in.read(block, 0, BLOCK);
            position = 0;
            limit = Math.max(count, 0);
            return count > 0;
        }

        @Override
        public long skip(long most) throws IOException {
            if (position == limit) {
                return in.skip(most);
            }
            int count = (int) Math.min(most, limit - position);
            position += count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return position < limit ? limit - position : in.available();
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** Its lock keeps who flushes apart from who writes. */
    private static final class Output extends FilterOutputStream {

        private final ReentrantLock lock = new ReentrantLock();
        private final byte[] block = new byte[BLOCK];
        private volatile Thread unflushed;
        private int used;

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                if (length > BLOCK - used) {
                    drain(false);
                }
                if (length >= BLOCK) {
                    out.write(bytes, offset, length);
                } else {
                    System.arraycopy(bytes, offset, block, used, length);
                    used += length;
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void flush() throws IOException {
            if (unflushed != Thread.currentThread()) {
                drain(true);
            }
        }

        void drain(boolean flush) throws IOException {
            lock.lock();
            try {
                int count = used;
                used = 0; // what a broken socket did not take is lost, and the connection with it
                if (count > 0) {
                    out.write(block, 0, count);
                }
                if (flush) {
                    out.flush();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
