package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a slot of the first release into the form of this one. There, {@code <token>-<n>.data} and
 * {@code <token>-<n>.record} were in the slot itself, and {@code retried/} had folders from {@code
 * retry/}. Stateless.
 */
final class OldSlot {

    private static final Pattern NAME =
            Pattern.compile(
                    "([0-9a-f]{32}|[0-9a-f]{64})-([0-9]{1,18})\\.(record|data|record\\.tmp)");

    private OldSlot() {}

    /**
     * @param slot of nobody's but the caller's
     * @param retry gets back what was taken from it
     */
    static void modernise(Path slot, Path retry) throws IOException {
        for (Path entry : Disk.list(slot)) {
            Matcher name = NAME.matcher(entry.getFileName().toString());
            if (name.matches() && name.group(3).equals("record")) {
                String folder =
                        "%s-%08x"
                                .formatted(
                                        name.group(1), Long.parseLong(name.group(2)) & 0xffffffffL);
                moveInto(Files.createDirectories(slot.resolve(folder)), entry);
            }
        }
        for (Path entry : Disk.list(slot)) {
            if (NAME.matcher(entry.getFileName().toString()).matches()) {
                Files.delete(entry); // it was not acknowledged
            }
        }
        Path retried = slot.resolve("retried");
        for (Path folder : Disk.list(retried)) {
            Disk.moveInto(folder, retry, folder.getFileName().toString());
        }
        Disk.deleteIfEmpty(retried);
    }

    /** The data first: after a crash in between, it is found by the record's old name. */
    private static void moveInto(Path folder, Path record) throws IOException {
        String dataName = record.getFileName().toString().replace(".record", ".data");
        Path data = record.resolveSibling(dataName);
        if (Disk.has(data)) {
            Files.move(data, folder.resolve(dataName), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(record, new TransferFolder(folder).record(), StandardCopyOption.ATOMIC_MOVE);
    }
}
