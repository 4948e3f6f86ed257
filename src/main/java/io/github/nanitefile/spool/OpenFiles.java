package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.Recovery.Found;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a spool has given out and that are not gone, and empty folders for the next ones:
 * most files are small and gone soon, and to make and remove a folder for each would take the disk
 * longer than all the rest. One thread, that of the spool.
 */
final class OpenFiles {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    private final Map<TransferFolder, SpoolFile> files = new LinkedHashMap<>();
    private final Set<TransferFolder> empty = new LinkedHashSet<>();
    private final WriteBuffer buffer = new WriteBuffer();
    private long created;

    SpoolFile create(Path slot, Token token) throws IOException {
        Iterator<TransferFolder> free = empty.iterator();
        if (free.hasNext()) {
            TransferFolder folder = free.next();
            free.remove();
            try {
                return add(SpoolFile.create(folder, token, buffer, this::discarded));
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                LOG.debug("{} is not as it was left", folder, e);
            }
        }
        return add(SpoolFile.create(createFolder(slot), token, buffer, this::discarded));
    }

    private TransferFolder createFolder(Path slot) throws IOException {
        while (true) {
            Path folder = slot.resolve(Long.toString(created++));
            try {
                return new TransferFolder(Files.createDirectory(folder));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is an earlier owner's", folder, e);
            }
        }
    }

    /**
     * @param found a transfer of nobody's but this spool's
     */
    TransferState open(Found found) throws IOException {
        SpoolFile file =
                SpoolFile.recover(found.folder(), found.recorded(), buffer, this::discarded);
        List<Digest> segments = file.segments(found.recorded().segments());
        return found.recorded().with(add(file), segments);
    }

    private SpoolFile add(SpoolFile file) {
        files.put(file.folder(), file);
        return file;
    }

    /** Writes what is added to files and was not yet. */
    void flush() throws IOException {
        buffer.flush();
    }

    void forget(SpoolFile file) {
        files.remove(file.folder());
    }

    private void discarded(SpoolFile file, boolean isEmpty) {
        forget(file);
        if (isEmpty) {
            empty.add(file.folder());
        }
    }

    /** Removes the empty folders. */
    void removeEmpty() throws IOException {
        for (TransferFolder folder : empty) {
            Disk.deleteIfEmpty(folder.path());
        }
        empty.clear();
    }

    /** Whether a folder is in use, or will be. */
    boolean has(TransferFolder folder) {
        return files.containsKey(folder) || empty.contains(folder);
    }

    List<SpoolFile> all() {
        return List.copyOf(files.values());
    }

    /**
     * The file of a transfer.
     *
     * @throws IllegalArgumentException if it is not here
     */
    SpoolFile of(TransferState transfer) {
        if (transfer.file() instanceof SpoolFile file && files.get(file.folder()) == file) {
            return file;
        }
        throw new IllegalArgumentException(
                "the transfer " + transfer.start().token() + " has no file in this spool");
    }
}
