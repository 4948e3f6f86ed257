package io.github.nanitefile.spool;

import io.github.nanitefile.spool.RecordCodec.Recorded;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what earlier owners had spilled, and what people moved to {@code retry/}. Whatever is wrong
 * with one transfer, it is set aside with a warning and stops no other. Used once, by the thread
 * that owns the spool.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RecordCodec codec;
    private final FailedFiles failed;
    private final Set<SpoolFile> files;
    private final Consumer<SpoolFile> onDiscard;
    private final List<TransferState> recovered = new ArrayList<>();

    /**
     * @param files takes every file that is recovered
     */
    Recovery(
            RecordCodec codec,
            FailedFiles failed,
            Set<SpoolFile> files,
            Consumer<SpoolFile> onDiscard) {
        this.codec = codec;
        this.failed = failed;
        this.files = files;
        this.onDiscard = onDiscard;
    }

    List<TransferState> recovered() {
        return recovered;
    }

    /** Recovers the transfers that have a record, and removes the data of those that have none. */
    void recoverSpilled(Slot slot) throws IOException {
        Set<Path> recorded = new HashSet<>();
        List<Path> entries = Disk.list(slot.folder());
        for (Path record : entries) {
            if (isNamed(record, Slot.RECORD)) {
                recorded.add(recoverOne(record));
            }
        }
        for (Path entry : entries) {
            boolean unrecorded = isNamed(entry, Slot.DATA) && !recorded.contains(entry);
            if (unrecorded || entry.equals(SpoolFile.temporary(recordOf(entry)))) {
                Files.deleteIfExists(entry);
            }
        }
    }

    /** Removes the transfers that are of no use, as their queue died with their owner. */
    void forgetSpilled(Slot slot) throws IOException {
        for (Path entry : Disk.list(slot.folder())) {
            if (isNamed(entry, Slot.DATA)
                    || isNamed(entry, Slot.RECORD)
                    || entry.equals(SpoolFile.temporary(recordOf(entry)))) {
                Files.deleteIfExists(entry);
            }
        }
    }

    /** The data file that the record speaks for, whether or not both are sound. */
    private Path recoverOne(Path record) throws IOException {
        Path data = record.resolveSibling(stem(record) + Slot.DATA);
        try {
            Recorded found = codec.read(record);
            data = record.resolveSibling(found.dataName());
            add(found, data, record, null);
        } catch (IOException e) {
            setAside(record, data, e);
        }
        return data;
    }

    private void add(Recorded found, Path data, Path record, Path wrapping) throws IOException {
        SpoolFile file =
                SpoolFile.recover(
                        data,
                        record,
                        wrapping,
                        found.length(),
                        found.state().end() != null,
                        onDiscard);
        files.add(file);
        recovered.add(found.with(file));
    }

    private void setAside(Path record, Path data, IOException damage) {
        try {
            Path folder = failed.setAside(stem(record), List.of(data), record, damage.toString());
            LOG.warn(
                    "A received file cannot be recovered after a restart; what there is of it is"
                            + " now in {}",
                    folder,
                    damage);
        } catch (IOException e) {
            e.addSuppressed(damage);
            LOG.warn("A received file cannot be recovered after a restart: see {}", record, e);
        }
    }

    /** Takes the folders in {@code retry/} into a slot, each for the first member that gets it. */
    void takeRetries(Slot slot) throws IOException {
        for (Path folder : Disk.list(failed.retry())) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(folder.resolve(FailedFiles.RECORD))) {
                LOG.warn(
                        "{} is no folder with a {} in it, so it cannot be tried again",
                        folder,
                        FailedFiles.RECORD);
                continue;
            }
            Files.createDirectories(slot.retried());
            try {
                Disk.moveDirectory(folder, slot.retried(), folder.getFileName().toString());
            } catch (IOException e) {
                if (Disk.exists(folder)) {
                    LOG.warn("{} cannot be tried again", folder, e);
                } else {
                    LOG.debug("Another member of the group took {}", folder, e);
                }
            }
        }
    }

    /** Recovers what was taken from {@code retry/}: finished files, exactly as recorded. */
    void recoverRetried(Slot slot) throws IOException {
        for (Path folder : Disk.list(slot.retried())) {
            Path record = folder.resolve(FailedFiles.RECORD);
            try {
                Recorded found = codec.read(record);
                if (found.state().end() == null) {
                    throw new IOException("it is not complete");
                }
                Path data = folder.resolve(found.dataName());
                if (Files.size(data) != found.length()) {
                    throw new IOException(
                            data + " has not the " + found.length() + " bytes that were received");
                }
                add(found, data, record, folder);
            } catch (IOException e) {
                putBack(folder, e);
            }
        }
    }

    private void putBack(Path folder, IOException damage) {
        try {
            LOG.warn("{} cannot be tried again", failed.putBack(folder), damage);
        } catch (IOException e) {
            e.addSuppressed(damage);
            LOG.warn("{} cannot be tried again", folder, e);
        }
    }

    private static boolean isNamed(Path path, String ending) {
        return path.getFileName().toString().endsWith(ending);
    }

    private static String stem(Path path) {
        String name = path.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static Path recordOf(Path path) {
        return path.resolveSibling(stem(path) + Slot.RECORD);
    }
}
