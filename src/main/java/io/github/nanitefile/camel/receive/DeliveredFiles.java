package io.github.nanitefile.camel.receive;

import io.github.nanitefile.packet.Token;
import org.apache.camel.spi.IdempotentRepository;

/** Which files have been through the route, by queue and token. */
final class DeliveredFiles {

    private final String queue;
    private final IdempotentRepository repository;

    DeliveredFiles(String queue, IdempotentRepository repository) {
        this.queue = queue;
        this.repository = repository;
    }

    boolean contains(Token token) {
        return repository.contains(key(token));
    }

    void add(Token token) {
        repository.add(key(token));
        repository.confirm(key(token));
    }

    private String key(Token token) {
        return queue + "/" + token;
    }
}
