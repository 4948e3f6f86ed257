package io.github.nanitefile.spool;

import io.github.nanitefile.transfer.receive.DestinationRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Says whether a destination stays inside a directory once all links are followed. Real paths are
 * compared, name by name: {@code /data/inbox-2} is not inside {@code /data/inbox}. Stateless.
 *
 * <p>It sees the disk as it is now. Who else may create links in the directory can change it
 * afterwards, so {@link Placement} looks again before it writes.
 */
final class Inside {

    private Inside() {}

    /** Why a destination is refused, by its look and by what is on the disk; a clause. */
    static Optional<String> refusal(Path directory, String dest) throws IOException {
        Optional<String> byLook = DestinationRule.refusal(dest);
        if (byLook.isPresent()) {
            return byLook;
        }
        Path relative;
        try {
            relative = directory.getFileSystem().getPath(dest).normalize();
        } catch (InvalidPathException e) {
            return Optional.of(
                    "this system cannot have such a name ("
                            + e.getReason()
                            + "); if others can, start Java under a locale of UTF-8");
        }
        if (relative.isAbsolute() || relative.startsWith("..") || relative.toString().isEmpty()) {
            return Optional.of("it leads out of the directory");
        }
        if (!isFolder(directory)) {
            return Optional.empty(); // nothing in it yet, so no link either
        }
        return byResolution(directory.toRealPath(), relative);
    }

    private static Optional<String> byResolution(Path real, Path relative) throws IOException {
        Path target = real.resolve(relative);
        Path there = real;
        for (Path name : relative) {
            if (!isFolder(there) || !Disk.has(there.resolve(name))) {
                break;
            }
            there = there.resolve(name);
        }
        Path resolved;
        try {
            resolved = there.toRealPath();
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(there)) {
                return Optional.of("its '" + real.relativize(there) + "' is a broken link");
            }
            throw e;
        }
        if (!resolved.startsWith(real)) {
            return Optional.of("a link in the directory leads it out");
        }
        boolean folder = isFolder(resolved);
        if (there.equals(target) && folder) {
            return Optional.of("it is the name of a folder");
        }
        if (!there.equals(target) && !folder) {
            return Optional.of("its '" + real.relativize(there) + "' is a file, not a folder");
        }
        return Optional.empty();
    }

    /** A disk that does not let us look is an error: to say no would be to refuse the file. */
    private static boolean isFolder(Path path) throws IOException {
        return Disk.attributes(path).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    /** Whether two names mean one file, links not followed. */
    static boolean same(Path one, Path other) throws IOException {
        return Disk.attributes(one, LinkOption.NOFOLLOW_LINKS)
                        .filter(BasicFileAttributes::isRegularFile)
                        .isPresent()
                && Files.isSameFile(one, other);
    }
}
