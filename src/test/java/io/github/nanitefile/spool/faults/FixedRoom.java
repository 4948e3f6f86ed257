package io.github.nanitefile.spool.faults;

import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/** A disk that always shows the same room. */
final class FixedRoom extends FileStore {

    private final long usable;
    private final long total;

    FixedRoom(long usable, long total) {
        this.usable = usable;
        this.total = total;
    }

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public String type() {
        return "fixed";
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public long getTotalSpace() {
        return total;
    }

    @Override
    public long getUsableSpace() {
        return usable;
    }

    @Override
    public long getUnallocatedSpace() {
        return usable;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return false;
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    @Override
    public Object getAttribute(String attribute) {
        throw new UnsupportedOperationException();
    }
}
