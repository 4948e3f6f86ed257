package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with all that there is of one transfer. It changes its owner by one rename: no crash can
 * come between a file and its record, of two that want it one gets it, and it needs neither hard
 * links nor a lock. Where it grows it has a number, and {@code <token>-<random>} from the first
 * rename on.
 *
 * <p>Knows names only. A folder without a record is rubbish: nothing of it was acknowledged.
 */
record TransferFolder(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(TransferFolder.class);

    /** All names in the folder begin so, but that of a file that people moved to {@code retry/}. */
    static final String OURS = "transfer.";

    static final String RECORD = OURS + "record";

    private static final Pattern NAME =
            Pattern.compile("[0-9]{1,18}|([0-9a-f]{32}|[0-9a-f]{64})-[0-9a-f]{8}(-[0-9]+)?");

    /** A name that no other folder of a transfer has, for all that matters. */
    static String newName(Token token) {
        return prefix(token) + random();
    }

    /** The name that it shall have when it is renamed: its own, if that tells of its token. */
    String name(Token token) {
        return isOf(token) ? path.getFileName().toString() : newName(token);
    }

    private static String random() {
        return String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    }

    private static String prefix(Token token) {
        return SafeNames.token(token) + "-";
    }

    /** Whether its name is one of that token, of whatever domain. */
    boolean isOf(Token token) {
        return path.getFileName().toString().startsWith(prefix(token));
    }

    private static boolean is(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    /** Whether a path's name says that it is that of a transfer of another token. */
    static boolean isOfAnother(Path path, Token token) {
        boolean named = is(path) && path.getFileName().toString().contains("-");
        return named && !new TransferFolder(path).isOf(token);
    }

    /** Those in a folder; none if there is no such folder. */
    static List<TransferFolder> in(Path parent) throws IOException {
        return Disk.list(parent).stream()
                .filter(TransferFolder::is)
                .map(TransferFolder::new)
                .toList();
    }

    Path data() {
        return path.resolve(OURS + "data");
    }

    Path record() {
        return path.resolve(RECORD);
    }

    Path digests() {
        return path.resolve(OURS + "digests");
    }

    Path placing() {
        return PlacingNote.of(data());
    }

    /** A name beside another, for content that is not complete. */
    static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    boolean isRecorded() throws IOException {
        return Disk.has(record());
    }

    /**
     * Removes all of it. The record goes first: data without a record is rubbish, a record without
     * data a loss.
     *
     * @param data the file that makes up most of it
     */
    void remove(Path data) throws IOException {
        Files.deleteIfExists(record());
        Files.deleteIfExists(data);
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            LOG.trace("There is more in {}", path, e);
            new PlacingNote(data).removePart();
            Disk.deleteTree(path);
        }
    }
}
