package io.github.nanitefile.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.testing.TestBroker;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of this floor have in common: names of their own, and connections that are closed. */
abstract class AmqpFixture {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String KEY = "nanite.filepeer.test";

    final String unique = UUID.randomUUID().toString();
    final Exchange exchange = new Exchange("test exchange " + unique, true, true);
    final String queueName = "test queue " + unique;
    final QueueSpec shared = new QueueSpec(queueName, KEY, true, Map.of());

    private final ExecutorService pool = Executors.newCachedThreadPool();
    final ConnectionThreads threads = new ConnectionThreads(pool, Thread::new);
    private final List<BrokerConnection> opened = new ArrayList<>();

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Under test. */
    BrokerConnection connection;

    /** The test's own way to the broker. */
    Connection aside;

    Channel channel;

    abstract TestBroker broker();

    @BeforeEach
    void connect() throws Exception {
        connection = connection(broker().connectionFactory());
        aside = broker().connectionFactory().newConnection("test " + unique);
        channel = aside.createChannel();
    }

    @AfterEach
    void disconnect() throws Exception {
        opened.forEach(BrokerConnection::close);
        if (broker().rabbitMq()) { // deletes what is not there, too; the other forgets it anyway
            try (Connection last = broker().connectionFactory().newConnection()) {
                Channel cleaner = last.createChannel();
                cleaner.queueDelete(queueName);
                cleaner.exchangeDelete(exchange.name());
            }
        }
        aside.abort();
        pool.shutdownNow();
    }

    /** As when a cable is pulled. */
    final void breakConnection() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    final BrokerConnection connection(ConnectionFactory factory) {
        factory.setSocketConfigurator(factory.getSocketConfigurator().andThen(sockets::add));
        BrokerConnection one =
                new BrokerConnection(
                        new FactoryConnectionSource(factory, List.of()),
                        "under test " + unique,
                        threads);
        opened.add(one);
        return one;
    }

    Subscription subscribe(int prefetch, Deliveries deliveries) throws BrokerException {
        return Subscription.open(connection, exchange, shared, prefetch, Map.of(), deliveries);
    }

    static long publish(Publisher publisher, String body) throws BrokerException {
        long number =
                publisher.publish(
                        KEY,
                        body.getBytes(StandardCharsets.UTF_8),
                        new Token("0123456789abcdef0123456789abcdef"),
                        "FileChunk",
                        Annotations.ofChunk(1, 0));
        publisher.flush();
        return number;
    }

    /** Publishes and waits until the broker has it. */
    void publishAside(String... bodies) throws Exception {
        channel.confirmSelect();
        for (String body : bodies) {
            channel.basicPublish(exchange.name(), KEY, null, body.getBytes(StandardCharsets.UTF_8));
        }
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    }
}
