package io.github.nanitefile.spool.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A real channel whose every call may fail. A write that fails has written half before. */
final class FaultyChannel extends FileChannel {

    private final FaultyDisk disk;
    private final Path path;
    private final FileChannel real;

    FaultyChannel(FaultyDisk disk, Path path, FileChannel real) {
        this.disk = disk;
        this.path = path;
        this.real = real;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        disk.step("read " + path);
        return real.read(bytes);
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        disk.step("read " + path);
        return real.read(buffers, offset, length);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        disk.step("read " + path);
        return real.read(bytes, position);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int written = write(bytes, real.position());
        real.position(real.position() + written);
        return written;
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        disk.written(path, real.size());
        try {
            disk.write(path.toString());
        } catch (IOException e) {
            real.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
            throw e;
        }
        return real.write(bytes, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        disk.step("size of " + path);
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.step("truncate " + path);
        real.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.step("force " + path);
        disk.forced(path);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, real.size() - position));
        read(bytes, position);
        return target.write(bytes.flip());
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        disk.step("lock " + path);
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        disk.step("lock " + path);
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
        if (!disk.isDead()) {
            disk.step("close " + path);
        }
    }
}
