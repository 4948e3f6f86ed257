package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out second names, each in a numbered folder of its own so that the name itself can be that
 * of the destination. Folders are used again: there are as many as names were in use at once, and
 * they go with the slot. Any thread. Does not copy: where there are no hard links there is no name.
 */
final class SecondNames {

    private static final Logger LOG = LoggerFactory.getLogger(SecondNames.class);

    private final Path work;
    private final Queue<Path> free = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    /**
     * @param work a folder of one owner, on the disk of the data files; created when needed
     */
    SecondNames(Path work) {
        this.work = work;
    }

    Optional<SecondName> of(Path data, String dest) throws IOException {
        String base = SafeNames.base(dest);
        while (true) {
            Path folder = free.poll();
            if (folder == null) {
                folder = createFolder();
            }
            Path name = folder.resolve(base);
            try {
                Files.createLink(name, data);
                return Optional.of(new SecondName(name, free::add));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is not ours, so its folder is not used again", name, e);
            } catch (NoSuchFileException e) {
                free.add(folder);
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) {
                free.add(folder);
                LOG.debug("No hard link to {}, so it has one name only", data, e);
                return Optional.empty();
            }
        }
    }

    private Path createFolder() throws IOException {
        Path folder = work.resolve(Long.toString(count.getAndIncrement()));
        try {
            return Files.createDirectory(folder);
        } catch (NoSuchFileException e) {
            return Files.createDirectories(folder); // the first one
        }
    }
}
