package io.github.nanitefile.camel.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Gives the first bytes at once, and the rest when it is let go. */
final class HeldBackStream extends InputStream {

    private final ByteArrayInputStream first;
    private final ByteArrayInputStream rest;
    private final CountDownLatch gate = new CountDownLatch(1);

    HeldBackStream(byte[] all, int atOnce) {
        first = new ByteArrayInputStream(all, 0, atOnce);
        rest = new ByteArrayInputStream(all, atOnce, all.length - atOnce);
    }

    void letGo() {
        gate.countDown();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (first.available() > 0) {
            return first.read(bytes, offset, length);
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return rest.read(bytes, offset, length);
    }

    @Override
    public int available() {
        return first.available();
    }
}
