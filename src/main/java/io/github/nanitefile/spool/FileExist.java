package io.github.nanitefile.spool;

import io.github.nanitefile.transfer.receive.DestinationRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What to do with a file whose name is taken. The names are those of camel-file's option of the
 * same name; Rename is ours. All but Override never replace a file, also not one that comes into
 * being at the same moment: see {@link FreeName}.
 */
public enum FileExist {

    /** The new file takes the place of the old one, at once. */
    Override {
        @java.lang.Override
        Optional<Path> publish(Path part, Path target, PlacingNote note) throws IOException {
            note.trying(target);
            return Optional.of(Files.move(part, target, StandardCopyOption.ATOMIC_MOVE));
        }
    },

    /** The old file stays and the new one is an error. */
    Fail {
        @java.lang.Override
        boolean wants(Path target) throws IOException {
            if (Disk.exists(target)) {
                throw taken(target);
            }
            return true;
        }

        @java.lang.Override
        Optional<Path> publish(Path part, Path target, PlacingNote note) throws IOException {
            if (!FreeName.take(part, target, note)) {
                throw taken(target);
            }
            return Optional.of(target);
        }
    },

    /** The old file stays and the new one is dropped. */
    Ignore {
        @java.lang.Override
        boolean wants(Path target) {
            return !Disk.exists(target);
        }

        @java.lang.Override
        Optional<Path> publish(Path part, Path target, PlacingNote note) throws IOException {
            return FreeName.take(part, target, note) ? Optional.of(target) : Optional.empty();
        }
    },

    /** The new file becomes {@code name-1.ext}, or {@code name-2.ext}, … */
    Rename {
        @java.lang.Override
        Optional<Path> publish(Path part, Path target, PlacingNote note) throws IOException {
            Path free = target;
            for (int n = 1; !FreeName.take(part, free, note); n++) {
                free = target.resolveSibling(numbered(target.getFileName().toString(), n));
            }
            return Optional.of(free);
        }
    };

    /**
     * Whether it is worth while to write the file.
     *
     * @throws FileAlreadyExistsException if it may not be written
     */
    boolean wants(Path target) throws IOException {
        return true;
    }

    /**
     * Gives a file that is complete its final name. The part may be there still when this returns.
     *
     * @param part where the file is, in the folder of its final name
     * @param note is told each name before it is tried
     * @return where it is now; empty if it was dropped
     */
    abstract Optional<Path> publish(Path part, Path target, PlacingNote note) throws IOException;

    private static FileAlreadyExistsException taken(Path target) {
        return new FileAlreadyExistsException(
                target.toString(),
                null,
                "there is a file of that name already; remove it, or set fileExist to Override,"
                        + " Ignore or Rename");
    }

    private static String numbered(String name, int n) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot) : "";
        String end = "-" + n + SafeNames.cut(extension, DestinationRule.LONGEST_NAME / 2);
        String stem = name.substring(0, name.length() - extension.length());
        int room = DestinationRule.LONGEST_NAME - end.getBytes(StandardCharsets.UTF_8).length;
        return SafeNames.cut(stem, room) + end;
    }
}
