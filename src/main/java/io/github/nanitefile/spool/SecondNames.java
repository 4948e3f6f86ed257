package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out second names, each in a numbered folder of its own so that the name itself can be that
 * of the destination. Any thread. Does not copy: where there are no hard links there is no name.
 */
final class SecondNames {

    private static final Logger LOG = LoggerFactory.getLogger(SecondNames.class);

    private final Path work;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param work a folder of one owner, on the disk of the data files; created when needed
     */
    SecondNames(Path work) {
        this.work = work;
    }

    Optional<SecondName> of(Path data, String dest) throws IOException {
        Path folder = createFolder(work.resolve(Long.toString(count.getAndIncrement())));
        SecondName name = new SecondName(folder.resolve(SafeNames.base(dest)));
        boolean linked = false;
        try {
            Files.createLink(name.path(), data);
            linked = true;
            return Optional.of(name);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            LOG.debug("No hard link to {}, so it has one name only", data, e);
            return Optional.empty();
        } finally {
            if (!linked) {
                name.remove();
            }
        }
    }

    private static Path createFolder(Path folder) throws IOException {
        try {
            return Files.createDirectory(folder);
        } catch (NoSuchFileException e) {
            return Files.createDirectories(folder); // the first one
        }
    }
}
