package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beside a file in the spool where it is being placed, so that after a crash the part in
 * the target's folder goes, and a file that had got its name does not get a second one. It goes
 * with the file.
 *
 * <p>Lines are added before what they tell of is done. It is not forced: after a loss of power a
 * part may be left, or a file be placed twice under {@link FileExist#Rename}. Used by who places
 * the file, and afterwards by who owns it.
 */
final class PlacingNote {

    private static final String DEST = "dest";
    private static final String PART = "part";
    private static final String TARGET = "target";
    private static final String RESERVED = "reserved";

    private static final Logger LOG = LoggerFactory.getLogger(PlacingNote.class);

    private final Path data;
    private final Path file;

    /**
     * @param data the file in the spool
     */
    PlacingNote(Path data) {
        this.data = data;
        this.file = of(data);
    }

    /** The note's own name. */
    static Path of(Path data) {
        return data.resolveSibling(data.getFileName() + ".placing");
    }

    /** From now on there may be a part. */
    void begin(String dest, Path part) throws IOException {
        String lines = TextProperties.line(DEST, dest) + TextProperties.line(PART, part.toString());
        write(lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** From now on the file may have this name. */
    void trying(Path target) throws IOException {
        write(TextProperties.line(TARGET, target.toString()), StandardOpenOption.APPEND);
    }

    /** From now on there may be an empty file of this name, which is ours while there is a part. */
    void reserving(Path name) throws IOException {
        write(TextProperties.line(RESERVED, name.toString()), StandardOpenOption.APPEND);
    }

    /** A full disk must not keep files from leaving it, so this goes without a note then. */
    private void write(String lines, StandardOpenOption... options) throws IOException {
        try {
            Files.writeString(file, lines, options);
        } catch (IOException e) {
            LOG.debug("No note of how {} is placed", data, e);
            remove();
        }
    }

    /** Where the file was placed before, if it still is there. */
    Optional<Path> placed(String dest) throws IOException {
        Map<String, String> entries = read();
        if (!dest.equals(entries.get(DEST)) || !entries.containsKey(TARGET)) {
            return Optional.empty();
        }
        Path part = path(entries.get(PART));
        Path target = path(entries.get(TARGET));
        if (!Disk.has(target) || (Disk.has(part) && !Inside.same(target, part))) {
            return Optional.empty();
        }
        boolean same = Inside.same(target, data) || Files.mismatch(target, data) < 0;
        return same ? Optional.of(target) : Optional.empty();
    }

    /** Removes the part, if one was left, and the empty file that keeps its name. */
    void removePart() throws IOException {
        Map<String, String> entries = read();
        if (!entries.containsKey(PART)) {
            return;
        }
        Path part = path(entries.get(PART));
        if (entries.containsKey(RESERVED) && Disk.has(part)) {
            Disk.deleteIfEmptyFile(path(entries.get(RESERVED)));
        }
        Files.deleteIfExists(part);
    }

    /** Forgets all; there must be no part. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private Path path(String text) {
        return file.getFileSystem().getPath(text);
    }

    /** Nothing if there is none, or a crash came while it was begun. */
    private Map<String, String> read() throws IOException {
        try {
            return TextProperties.read(file);
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is torn", file, e);
            return Map.of();
        }
    }
}
