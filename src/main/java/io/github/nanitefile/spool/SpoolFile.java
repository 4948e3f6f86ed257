package io.github.nanitefile.spool;

import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transfer's bytes in a data file and, once it was spilled, a record beside it. Used by the
 * thread that owns the spool; when it is finished, any thread may read the file at {@link #path()}.
 *
 * <p>A recovered file is opened only when bytes come. Says nothing about what the bytes mean.
 */
final class SpoolFile implements GrowingFile, WriteBuffer.Target {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);

    private static final int REPLAY_BLOCK = 64 * 1024;
    private static final String REMEDY =
            "see that the disk has room and works, or set spoolDirectory to a folder on another";

    private final TransferFolder folder;
    private final Path data;
    private final SegmentDigests digests;
    private final Token token;
    private final WriteBuffer buffer;
    private final Discarded onDiscard;
    private FileChannel channel;
    private long length;
    private long written;
    private long forcedLength = -1;
    private IOException forceFailed;
    private boolean recorded;
    private boolean recordedWhole;
    private boolean finished;
    private boolean discarded;

    /** Who is told that a file is gone. */
    @FunctionalInterface
    interface Discarded {
        /**
         * The file is gone.
         *
         * @param isEmpty whether the folder is there still, with nothing in it
         */
        void discarded(SpoolFile file, boolean isEmpty);
    }

    private SpoolFile(
            TransferFolder folder,
            Path data,
            Token token,
            WriteBuffer buffer,
            Discarded onDiscard) {
        this.folder = folder;
        this.buffer = buffer;
        this.data = data;
        this.digests = new SegmentDigests(folder.digests());
        this.token = token;
        this.onDiscard = onDiscard;
    }

    /** A new, empty one. */
    static SpoolFile create(
            TransferFolder folder, Token token, WriteBuffer buffer, Discarded onDiscard)
            throws IOException {
        SpoolFile file = new SpoolFile(folder, folder.data(), token, buffer, onDiscard);
        file.channel =
                FileChannel.open(
                        file.data, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return file;
    }

    /**
     * One that was spilled, cut back to what the record says.
     *
     * @throws DamagedTransferException if there are fewer bytes than that, or more of a whole one
     */
    static SpoolFile recover(
            TransferFolder folder,
            RecordCodec.Recorded found,
            WriteBuffer buffer,
            Discarded onDiscard)
            throws IOException {
        SpoolFile file =
                new SpoolFile(
                        folder,
                        folder.path().resolve(found.dataName()),
                        found.state().start().token(),
                        buffer,
                        onDiscard);
        file.length = found.length();
        file.written = found.length();
        file.forcedLength = found.length();
        file.recorded = true;
        file.recordedWhole = found.isWhole();
        file.finished = found.isWhole();
        file.cutBack();
        return file;
    }

    private void cutBack() throws IOException {
        try (FileChannel found =
                FileChannel.open(data, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (found.size() < length || (finished && found.size() > length)) {
                throw new DamagedTransferException(
                        "the record tells of "
                                + length
                                + " bytes, but "
                                + data
                                + " has "
                                + found.size());
            }
            found.truncate(length);
        } catch (NoSuchFileException e) {
            throw new DamagedTransferException(data + " is not there", e);
        }
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
        int before = bytes.remaining();
        try {
            buffer.append(this, bytes);
        } finally {
            length += before - bytes.remaining();
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            if (channel == null || !channel.isOpen()) {
                channel = FileChannel.open(data, StandardOpenOption.WRITE);
            }
            while (bytes.hasRemaining()) {
                written += channel.write(bytes, written);
            }
        } catch (IOException e) {
            throw SpoolException.of("write to the spool file", data, e, REMEDY);
        }
    }

    @Override
    public void replay(long from, ByteReader reader) throws IOException {
        requirePresent();
        buffer.flush(this);
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
        buffer.flush(this);
        finished = true;
        release();
    }

    /**
     * Forces all bytes to the disk, if there are any that were not. When that fails once it fails
     * ever after: the operating system takes what it could not write for written, so that a second
     * try would succeed without it.
     */
    void force() throws IOException {
        requirePresent();
        if (forcedLength == length) {
            return;
        }
        buffer.flush(this);
        try {
            if (forceFailed != null) {
                throw new IOException(
                        "an earlier try failed: " + forceFailed.getMessage(), forceFailed);
            }
            if (channel != null && channel.isOpen()) {
                channel.force(false);
            } else {
                Disk.force(data);
            }
            forcedLength = length;
        } catch (IOException e) {
            forceFailed = e;
            throw SpoolException.of("force to disk the spool file", data, e, REMEDY);
        }
    }

    /** Writes the record, in place of the former one; its name is for the caller to force. */
    void record(TransferState state, RecordCodec codec) throws IOException {
        requirePresent();
        Path record = folder.record();
        try {
            digests.write(state.segments());
            recorded = true; // from now on there may be one to remove, whatever happens
            byte[] content = codec.write(state, data.getFileName().toString());
            Disk.replace(record, TransferFolder.temporary(record), content);
            recordedWhole = state.end() != null;
        } catch (IOException e) {
            throw SpoolException.of("write the record", record, e, REMEDY);
        }
    }

    /** The digests of the first segments; none if they are not all there. */
    List<Digest> segments(int count) throws IOException {
        return digests.read(count);
    }

    @Override
    public void discard() {
        if (discarded) {
            return;
        }
        discarded = true;
        buffer.drop(this);
        boolean isEmpty = false;
        try {
            release();
            isEmpty = remove();
        } catch (IOException e) {
            LOG.warn(LogLines.NOT_REMOVED, data, e);
        }
        onDiscard.discarded(this, isEmpty);
    }

    private boolean remove() throws IOException {
        boolean dataOnly = !recorded && !Disk.has(folder.placing());
        if (dataOnly) {
            Files.deleteIfExists(data);
        } else {
            folder.remove(data);
        }
        return dataOnly;
    }

    /** Lets go of the file; what is on the disk stays, and what was not forced may not be there. */
    void release() throws IOException {
        buffer.drop(this);
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
    boolean recorded() throws IOException {
        return recorded && folder.isRecorded();
    }

    /** Whether its record tells of a whole file. */
    boolean recordedWhole() {
        return recordedWhole;
    }

    Token token() {
        return token;
    }

    TransferFolder folder() {
        return folder;
    }
}
