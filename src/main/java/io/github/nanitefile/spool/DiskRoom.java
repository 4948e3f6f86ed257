package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether the disk of a folder has room. It sees what the disk shows now: others may take it,
 * and quotas may not show. Where a disk shows nothing, there is room until a write fails. Looking
 * takes as long as writing a small file, so that it does not look before each of those.
 *
 * <p>One thread.
 */
final class DiskRoom {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);

    /** So many files in a row may be let in by what the disk showed before them. */
    private static final int SPARED_LOOKS = 64;

    /** A file is small that takes less than this part of it: together they take a quarter. */
    private static final int SMALL_PART = 4 * SPARED_LOOKS;

    private final Path folder;
    private FileStore disk; // looking it up takes longer than asking it
    private long usable;
    private long total;
    private int sparedLooks;

    DiskRoom(Path folder) {
        this.folder = folder;
    }

    /** Why there is no room for so many more bytes now, as a sentence; empty if there is. */
    Optional<String> full(long bytes) {
        if (sparedLooks > 0 && bytes <= usable / SMALL_PART) {
            sparedLooks--;
            return Optional.empty();
        }
        usable = shown(FileStore::getUsableSpace);
        sparedLooks = SPARED_LOOKS;
        return bytes <= usable
                ? Optional.empty()
                : Optional.of(
                        "%d bytes are still to come, and the disk of the spool %s has %d bytes of room. If that takes too long, make room there, or set spoolDirectory to a folder on another disk"
                                .formatted(bytes, folder, usable));
    }

    /** Why a file of that length can never come, as a clause; empty if it can. */
    Optional<String> tooLarge(long length) {
        if (length > total) {
            total = shown(FileStore::getTotalSpace);
        }
        return length <= total
                ? Optional.empty()
                : Optional.of(
                        "it has %d bytes, more than the whole disk of the spool %s (%d); set spoolDirectory to a folder on a larger one"
                                .formatted(length, folder, total));
    }

    /** What the disk shows; where it shows nothing it has no end. */
    private long shown(Show what) {
        try {
            if (disk == null) {
                disk = Files.getFileStore(folder);
            }
            return disk.getTotalSpace() > 0 ? what.of(disk) : Long.MAX_VALUE;
        } catch (IOException e) {
            LOG.debug("Cannot see how much room there is for {}", folder, e);
            return Long.MAX_VALUE;
        }
    }

    @FunctionalInterface
    private interface Show {
        long of(FileStore disk) throws IOException;
    }
}
