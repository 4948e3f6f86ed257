package io.github.nanitefile.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection for one purpose, opened when it is first needed and again after it was lost.
 * Shared by those who need channels, on any thread: the lock guards the one field that says which
 * connection is the current one.
 *
 * <p>Does not retry: who needs a channel knows when to try again.
 */
public final class BrokerConnection implements AutoCloseable {

    private final ConnectionSource source;
    private final String name;
    private final ConnectionThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private Connection connection;
    private volatile boolean blocked;

    public BrokerConnection(ConnectionSource source, String name, ConnectionThreads threads) {
        this.source = source;
        this.name = name;
        this.threads = threads;
    }

    /**
     * A new channel.
     *
     * @throws BrokerException if there is no connection to be had; says why
     */
    public Channel channel() throws BrokerException {
        lock.lock();
        try {
            if (connection == null || !connection.isOpen()) {
                connect();
            }
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new BrokerException(
                        "No channel is left on the connection to "
                                + describe()
                                + ": raise the broker's channel_max or use fewer endpoints");
            }
            return channel;
        } catch (BrokerException e) {
            throw e;
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw BrokerErrors.notConnected(describe(), e);
        } finally {
            lock.unlock();
        }
    }

    private void connect() throws IOException, TimeoutException {
        if (connection != null) {
            connection.abort();
        }
        blocked = false;
        connection = source.open(name, threads);
        connection.addBlockedListener(reason -> blocked = true, () -> blocked = false);
    }

    /** Whether the broker has stopped reading from this connection (a memory or disk alarm). */
    public boolean blocked() {
        return blocked;
    }

    /** The broker as it is named to a user. */
    public String describe() {
        return source.describe();
    }

    /** Ends the connection, and with it every channel; whoever waits in one is thrown out. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (connection != null) {
                connection.abort(CLOSE_TIMEOUT_MILLIS);
                connection = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static final int CLOSE_TIMEOUT_MILLIS = 5_000;
}
