package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.transfer.receive.GrowingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What one owner has of a file; of no use once it let it go. */
final class SpoolFile implements GrowingFile {

    private final Spool owner;
    private final Disk.Entry entry;
    private final boolean inherited;
    private boolean finished;
    private boolean discarded;
    private boolean forgotten;

    SpoolFile(Spool owner, Disk.Entry entry) {
        this.owner = owner;
        this.entry = entry;
        this.inherited = entry.record != null;
        this.finished = inherited && entry.isFinished();
        entry.holder = this;
    }

    Spool owner() {
        return owner;
    }

    Disk.Entry entry() {
        requireHeld();
        return entry;
    }

    /** Whether an earlier owner began it, so that nobody asked whether there is room. */
    boolean isInherited() {
        return inherited;
    }

    /** It could not be parked: nobody uses it until its owner starts again. */
    void forgotten() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    private void requireHeld() {
        if (discarded || entry.holder != this) {
            throw new Violation(entry.path + " is used by " + owner + ", which let it go");
        }
    }

    @Override
    public long length() {
        return entry.bytes.length;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        requireHeld();
        if (finished) {
            throw new Violation(entry.path + " grows after its end");
        }
        owner.step("append");
        int taken = owner.disk().taken(bytes.remaining());
        byte[] more = new byte[taken];
        bytes.get(more);
        entry.append(more, taken);
        owner.requireInBudget();
        if (bytes.hasRemaining()) {
            throw new IOException("no space left on the disk");
        }
    }

    @Override
    public void replay(long from, ByteReader reader) throws IOException {
        requireHeld();
        owner.step("read");
        int length = entry.bytes.length - (int) from;
        reader.accept(ByteBuffer.wrap(entry.bytes.clone(), (int) from, length));
    }

    @Override
    public void finish() throws IOException {
        requireHeld();
        owner.step("finish");
        finished = true;
    }

    @Override
    public void discard() {
        if (discarded) {
            return;
        }
        requireHeld();
        owner.step();
        discarded = true;
        owner.disk().remove(entry);
    }

    @Override
    public Path path() {
        return entry.path;
    }
}
