package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

/** How often the route gets a file whose messages the broker delivers again. */
abstract class DuplicatesContract extends Contract {

    private final Inbox inbox = new Inbox();

    /** Whether the first member loses its connection at the moment that is in question. */
    private final AtomicBoolean armed = new AtomicBoolean();

    @Test
    void shouldGiveTheRouteAFileOnceWhereMembersShareAPersistentRepository() throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            IdempotentRepository shared =
                    new CuttingRepository(
                            FileIdempotentRepository.fileIdempotentRepository(
                                    dir.resolve("seen").toFile()),
                            relay);
            member(relay.addresses(), "first", shared);
            CamelContext sender = sender();
            send(sender, "before", "0");
            inbox.await(1);
            member(broker().addresses(), "second", shared);
            int connections = relay.connections();
            armed.set(true);

            send(sender, "a", "1"); // the first remembers it, but cannot acknowledge it
            await("the first is back").until(() -> relay.connections() > connections);
            send(sender, "b", bytes(100_000));

            inbox.await(3);
            await("all is acknowledged").until(() -> broker().messageCount(queue()) == 0);
            stopAll();
        }
        assertThat(inbox.names()).containsExactly("before", "a", "b");
    }

    @Test
    void shouldGiveTheRouteAFileOnceMoreWhereMembersShareNothing() throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            member(
                    relay.addresses(),
                    "first",
                    new CuttingRepository(
                            MemoryIdempotentRepository.memoryIdempotentRepository(), relay));
            CamelContext sender = sender();
            send(sender, "before", "0");
            inbox.await(1);
            member(
                    broker().addresses(),
                    "second",
                    MemoryIdempotentRepository.memoryIdempotentRepository());
            int connections = relay.connections();
            armed.set(true);

            send(sender, "a", "1");
            await("the first is back").until(() -> relay.connections() > connections);
            inbox.await(3);
            send(sender, "b", "2");

            inbox.await(4);
            await("all is acknowledged").until(() -> broker().messageCount(queue()) == 0);
            stopAll();
        }
        assertThat(inbox.names()).containsExactly("before", "a", "a", "b");
    }

    private void member(String addresses, String name, IdempotentRepository repository)
            throws Exception {
        CamelContext context =
                create(
                        route ->
                                route.from(in("?idempotentRepository=#seen"))
                                        .routeId(name)
                                        .process(inbox));
        options(context).setAddresses(addresses);
        options(context).setSpoolDirectory(spool().resolve(name).toString());
        context.getRegistry().bind("seen", repository);
        context.start();
    }

    /** Cuts the connection when a file was remembered and is to be acknowledged. */
    private final class CuttingRepository implements IdempotentRepository {

        private final IdempotentRepository repository;
        private final Relay relay;

        CuttingRepository(IdempotentRepository repository, Relay relay) {
            this.repository = repository;
            this.relay = relay;
        }

        @Override
        public boolean add(String key) {
            boolean added = repository.add(key);
            if (armed.compareAndSet(true, false)) {
                relay.cut();
            }
            return added;
        }

        @Override
        public boolean contains(String key) {
            return repository.contains(key);
        }

        @Override
        public boolean remove(String key) {
            return repository.remove(key);
        }

        @Override
        public boolean confirm(String key) {
            return repository.confirm(key);
        }

        @Override
        public void clear() {
            repository.clear();
        }

        @Override
        public void start() {
            repository.start();
        }

        @Override
        public void stop() {
            repository.stop();
        }
    }
}
