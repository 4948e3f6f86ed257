package io.github.nanitefile.spool;

import io.github.nanitefile.transfer.receive.GrowingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transfer's bytes in a data file and, once it was spilled, a record beside it. Used by the
 * thread that owns the spool; when it is finished, any thread may read the file at {@link #path()}.
 *
 * <p>A recovered file is opened only when bytes come. Says nothing about what the bytes mean.
 */
final class SpoolFile implements GrowingFile {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);

    private static final int REPLAY_BLOCK = 64 * 1024;
    private static final String REMEDY =
            "see that the disk has room and works, or set spoolDirectory to a folder on another";

    private final Path data;
    private final Path record;
    private final Path wrapping;
    private final Consumer<SpoolFile> onDiscard;
    private FileChannel channel;
    private long length;
    private long forcedLength = -1;
    private boolean recorded;
    private boolean finished;
    private boolean discarded;

    private SpoolFile(Path data, Path record, Path wrapping, Consumer<SpoolFile> onDiscard) {
        this.data = data;
        this.record = record;
        this.wrapping = wrapping;
        this.onDiscard = onDiscard;
    }

    /** A new, empty one. */
    static SpoolFile create(Path data, Path record, Consumer<SpoolFile> onDiscard)
            throws IOException {
        SpoolFile file = new SpoolFile(data, record, null, onDiscard);
        file.channel =
                FileChannel.open(data, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return file;
    }

    /**
     * One that was spilled, cut back to what the record says.
     *
     * @param wrapping a folder that goes when the file goes, or null
     * @throws IOException if there are fewer bytes than that
     */
    static SpoolFile recover(
            Path data,
            Path record,
            Path wrapping,
            long length,
            boolean finished,
            Consumer<SpoolFile> onDiscard)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(data, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < length) {
                throw new IOException(
                        "of the " + length + " bytes recorded, " + channel.size() + " are there");
            }
            channel.truncate(length);
        }
        SpoolFile file = new SpoolFile(data, record, wrapping, onDiscard);
        file.length = length;
        file.forcedLength = length;
        file.recorded = true;
        file.finished = finished;
        return file;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        requirePresent();
        if (finished) {
            throw new IllegalStateException(data + " is finished");
        }
        try {
            if (channel == null || !channel.isOpen()) {
                channel = FileChannel.open(data, StandardOpenOption.WRITE);
            }
            while (bytes.hasRemaining()) {
                length += channel.write(bytes, length);
            }
        } catch (IOException e) {
            throw SpoolException.of("write to the spool file", data, e, REMEDY);
        }
    }

    @Override
    public void replay(long from, ByteReader reader) throws IOException {
        requirePresent();
        ByteBuffer block = ByteBuffer.allocate(REPLAY_BLOCK);
        try (FileChannel source = FileChannel.open(data, StandardOpenOption.READ)) {
            long done = from;
            while (done < length) {
                block.clear().limit((int) Math.min(REPLAY_BLOCK, length - done));
                int read = source.read(block, done);
                if (read < 0) {
                    throw new IOException("it ends after " + done + " of " + length + " bytes");
                }
                done += read;
                reader.accept(block.flip());
            }
        } catch (IOException e) {
            throw SpoolException.of("read the spool file", data, e, REMEDY);
        }
    }

    @Override
    public void finish() throws IOException {
        requirePresent();
        finished = true;
        release();
    }

    /** Forces all bytes to the disk, if there are any that were not. */
    void force() throws IOException {
        requirePresent();
        if (forcedLength == length) {
            return;
        }
        try {
            if (channel != null && channel.isOpen()) {
                channel.force(false);
            } else {
                Disk.force(data);
            }
            forcedLength = length;
        } catch (IOException e) {
            throw SpoolException.of("force to disk the spool file", data, e, REMEDY);
        }
    }

    /** Writes the record, in place of the former one; its name is for the caller to force. */
    void record(byte[] content) throws IOException {
        requirePresent();
        try {
            recorded = true; // from now on there may be one to remove, whatever happens
            Disk.replace(record, temporary(record), content);
        } catch (IOException e) {
            throw SpoolException.of("write the record", record, e, REMEDY);
        }
    }

    static Path temporary(Path record) {
        return record.resolveSibling(record.getFileName() + ".tmp");
    }

    @Override
    public void discard() {
        if (discarded) {
            return;
        }
        discarded = true;
        onDiscard.accept(this);
        try {
            release();
            delete();
        } catch (IOException e) {
            LOG.warn("{}; if it stays, it is taken up again at the next start", e.getMessage(), e);
        }
    }

    /** The record goes first: data without a record is rubbish, a record without data a loss. */
    private void delete() throws IOException {
        try {
            if (recorded) {
                Files.deleteIfExists(record);
                Files.deleteIfExists(temporary(record));
            }
            Files.deleteIfExists(data);
            if (wrapping != null) {
                Disk.deleteTree(wrapping);
            }
        } catch (IOException e) {
            throw SpoolException.of("remove the spool file", data, e, "remove it by hand");
        }
    }

    /** Lets go of the file; what is on the disk stays. */
    void release() throws IOException {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw SpoolException.of("close the spool file", data, e, REMEDY);
            }
        }
    }

    private void requirePresent() {
        if (discarded) {
            throw new IllegalStateException(data + " is discarded");
        }
    }

    @Override
    public Path path() {
        return data;
    }

    /** Whether there is a record of it on the disk. */
    boolean recorded() {
        return recorded && Files.exists(record);
    }

    /** Whether it came from {@code retry/}, in a folder of its own. */
    boolean retried() {
        return wrapping != null;
    }

    Path folder() {
        return data.getParent();
    }
}
