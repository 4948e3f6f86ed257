package io.github.nanitefile.camel.receive;

import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files have been through the route, by queue and token. Any thread. */
final class DeliveredFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredFiles.class);

    /** How many files the repository in memory remembers. */
    private static final int REMEMBERED = 10_000;

    private final String queue;
    private final IdempotentRepository repository;

    private DeliveredFiles(String queue, IdempotentRepository repository) {
        this.queue = queue;
        this.repository = repository;
    }

    /**
     * Takes a repository into service; it ends with the context.
     *
     * @param repository null for one in memory
     * @throws IOException if it does not start; says why
     */
    static DeliveredFiles start(CamelContext context, String queue, IdempotentRepository repository)
            throws IOException {
        if (repository == null) {
            return new DeliveredFiles(
                    queue, MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED));
        }
        try {
            UsersServices.start(context, repository);
            return new DeliveredFiles(queue, repository);
        } catch (Exception e) {
            throw new IOException(
                    "the idempotentRepository of queue '"
                            + queue
                            + "' does not start: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Whether a file of that token has been through the route.
     *
     * @throws IOException if the repository cannot say
     */
    boolean contains(Token token) throws IOException {
        try {
            return repository.contains(key(token));
        } catch (RuntimeException e) {
            throw new IOException(
                    "the idempotentRepository cannot say whether the file of token "
                            + token
                            + " has been through the route: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Takes note of a file that has been through the route. Where that fails, it may come once
     * more.
     */
    void add(ReceivedFile file) {
        try {
            repository.add(key(file.token()));
            repository.confirm(key(file.token()));
        } catch (RuntimeException e) {
            LOG.warn(LogLines.NOT_REMEMBERED, FinishedFiles.what(file), e);
        }
    }

    private String key(Token token) {
        return queue + "/" + token;
    }
}
