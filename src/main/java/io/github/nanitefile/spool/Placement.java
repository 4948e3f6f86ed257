package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.DestinationRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places finished files in a directory: whole, forced to disk, under the name that the sender asked
 * for, and never outside the directory. The file in the spool stays, so that nothing is lost before
 * the sender's packets are acknowledged; on the same disk both are one file with two names.
 *
 * <p>Any thread. Does not verify a file and does not remove it from the spool.
 */
public final class Placement {

    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);
    private static final int HASH = 8;

    private final Path directory;
    private final FileExist fileExist;

    /**
     * @param directory created when the first file is placed
     */
    public Placement(Path directory, FileExist fileExist) {
        this.directory = directory.toAbsolutePath();
        this.fileExist = fileExist;
    }

    /**
     * Looks whether the directory can be one, before any file comes.
     *
     * @throws SpoolException if something else has its name
     */
    public Placement check() throws SpoolException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new SpoolException(
                    "cannot place files in "
                            + directory
                            + ": it is no directory; name another as option directory, or move it away");
        }
        return this;
    }

    /**
     * Why a file may not be placed under this name, as a sentence; empty if it may as far as can be
     * seen now. If the disk does not let us see, {@link #place} will say so.
     */
    public Optional<String> refusal(String dest) {
        try {
            return Inside.refusal(directory, dest).map(reason -> sentence(dest, reason));
        } catch (IOException e) {
            LOG.debug("Cannot see whether {} may be placed in {}", dest, directory, e);
            return Optional.empty();
        }
    }

    private String sentence(String dest, String reason) {
        return "the destination '" + dest + "' is refused in " + directory + ": " + reason;
    }

    /**
     * Places a file.
     *
     * @param data a finished file, of nobody's but the caller's while this runs
     * @param token whose file it is; names the temporary file beside the target
     * @return where it is; empty if it was dropped because of {@link FileExist#Ignore}
     * @throws RefusedDestinationException if it may not be placed there
     * @throws FileAlreadyExistsException if the name is taken and {@link FileExist#Fail} is set
     * @throws SpoolException if the disk did not take it; nothing of it is left
     */
    public Optional<Path> place(Path data, String dest, Token token) throws IOException {
        try {
            Path target = prepare(dest);
            PlacingNote note = new PlacingNote(data);
            Optional<Path> before = note.placed(dest);
            note.removePart();
            if (before.isPresent()) {
                return Optional.of(force(before.get()));
            }
            if (Inside.same(target, data)) {
                // Placed before, but then came a crash, or the disk failed: see to the rest.
                return Optional.of(force(target));
            }
            if (!fileExist.wants(target)) {
                return Optional.empty();
            }
            Path part = part(data, target, token);
            note.begin(dest, part);
            return write(data, part, target, note);
        } catch (SpoolException e) {
            throw e;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw SpoolException.of(
                    "place '" + dest + "' in",
                    directory,
                    e,
                    "see that the disk has room and that this user may write there");
        }
    }

    /**
     * The name of a file that was placed, in the directory: that of {@code dest}, or another if
     * that was taken.
     */
    public String nameOf(Path placed) throws IOException {
        String separator = placed.getFileSystem().getSeparator();
        return directory.toRealPath().relativize(placed).toString().replace(separator, "/");
    }

    /** Checks the name and creates its folders. */
    private Path prepare(String dest) throws IOException {
        refuseIf(dest, Inside.refusal(directory, dest));
        Disk.createDirectories(directory);
        Path inside = directory.toRealPath();
        Path target = inside.resolve(dest).normalize();
        Disk.createDirectories(target.getParent());
        refuseIf(dest, Inside.refusal(inside, dest));
        Path folder = target.getParent().toRealPath();
        if (!folder.startsWith(inside)) {
            refuseIf(dest, Optional.of("a link in the directory leads it out"));
        }
        return folder.resolve(target.getFileName());
    }

    private void refuseIf(String dest, Optional<String> reason) throws IOException {
        if (reason.isPresent()) {
            throw new RefusedDestinationException(sentence(dest, reason.get()));
        }
    }

    private Optional<Path> write(Path data, Path part, Path target, PlacingNote note)
            throws IOException {
        Optional<Path> placed;
        try {
            Files.deleteIfExists(part); // what a loss of power may have left
            Disk.linkOrCopy(data, part);
            Disk.force(part);
            placed = fileExist.publish(part, target, note);
        } catch (IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(part);
                note.remove();
            } catch (IOException deleting) {
                e.addSuppressed(deleting);
            }
            throw e;
        }
        Files.deleteIfExists(part);
        Disk.forceDirectory(target.getParent());
        return placed;
    }

    private static Path force(Path target) throws IOException {
        Disk.force(target);
        Disk.forceDirectory(target.getParent());
        return target;
    }

    /**
     * {@code .<name>.<token>-<owner>.part}. The owner, a hash of the data file's folder, keeps
     * apart two consumers that place the same transfer in one directory.
     */
    private static Path part(Path data, Path target, Token token) {
        String owner = SafeNames.hash(data.toAbsolutePath().getParent().toString());
        String end = "." + SafeNames.token(token) + "-" + owner.substring(0, HASH) + ".part";
        int room = DestinationRule.LONGEST_NAME - 1 - end.getBytes(StandardCharsets.UTF_8).length;
        String name = SafeNames.cut(target.getFileName().toString(), room);
        return target.resolveSibling("." + name + end);
    }
}
