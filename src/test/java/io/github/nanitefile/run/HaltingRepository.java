package io.github.nanitefile.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Header;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A persistent repository, and the last step of a route, in a process that dies (as by kill -9) at
 * one point: the first to come there while a file of that point's name is in the working directory.
 */
public final class HaltingRepository extends ServiceSupport implements IdempotentRepository {

    static final String JOURNAL = "journal";

    private final IdempotentRepository repository =
            FileIdempotentRepository.fileIdempotentRepository(new File("seen"));

    /** Where the process may die. */
    enum Point {
        /** A file begins to come in. */
        BEGINNING,
        /** The route has the file, and has not done its work. */
        IN_ROUTE,
        /** The route is done, and nobody knows yet. */
        ROUTE_DONE,
        /** The repository knows, and the broker does not. */
        REMEMBERED
    }

    private static void at(Point point) {
        if (new File(point.name()).delete()) {
            Runtime.getRuntime().halt(137);
        }
    }

    /** What the route does: takes note of the file. */
    @SuppressWarnings("unused") // by the route
    public void work(@Header("CamelFileName") String name) {
        at(Point.IN_ROUTE);
        try {
            Files.writeString(
                    Path.of(JOURNAL),
                    name + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean contains(String key) {
        at(Point.BEGINNING);
        return repository.contains(key);
    }

    @Override
    public boolean add(String key) {
        at(Point.ROUTE_DONE);
        return repository.add(key);
    }

    @Override
    public boolean confirm(String key) {
        at(Point.REMEMBERED);
        return repository.confirm(key);
    }

    @Override
    public boolean remove(String key) {
        return repository.remove(key);
    }

    @Override
    public void clear() {
        repository.clear();
    }

    @Override
    protected void doStart() {
        repository.start();
    }

    @Override
    protected void doStop() {
        repository.stop();
    }
}
