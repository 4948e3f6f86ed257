package io.github.nanitefile.camel.receive;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import org.apache.camel.spi.IdempotentRepository;

/** Which files have been through the route, by queue and token. */
final class DeliveredFiles {

    private final String queue;
    private final IdempotentRepository repository;

    DeliveredFiles(String queue, IdempotentRepository repository) {
        this.queue = queue;
        this.repository = repository;
    }

    /**
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

    void add(Token token) {
        repository.add(key(token));
        repository.confirm(key(token));
    }

    private String key(Token token) {
        return queue + "/" + token;
    }
}
