package io.github.nanitefile.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.nanitefile.log.LogLines;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection for one purpose, opened when it is first needed and again after it was lost, until
 * it is closed for good. Shared by those who need channels, on any thread: the lock lets one of
 * them connect at a time. {@link #close} takes no lock, so it also frees who is connecting.
 *
 * <p>Does not retry: who needs a channel knows when to try again.
 */
public final class BrokerConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int GOODBYE_MILLIS = 5_000;

    private final ConnectionSource source;
    private final String name;
    private final ConnectionThreads threads;
    private final Topology topology = new Topology(this);
    private final Partitions partitions = new Partitions(this);
    private final DeliveryBudget deliveries = new DeliveryBudget();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Connection connection;
    private volatile Socket socket;
    private volatile boolean blocked;
    private volatile boolean closed;

    /** How the last attempt that failed did so. */
    private volatile BrokerException failure;

    public BrokerConnection(ConnectionSource source, String name, ConnectionThreads threads) {
        this.source = source;
        this.name = name;
        this.threads = threads;
    }

    /**
     * A new channel. Who waits while another connects in vain does not try that anew, as each would
     * after the other: a broker that is silent holds each of them up for long.
     *
     * @throws BrokerException if there is no connection to be had; says why
     */
    public Channel channel() throws BrokerException {
        BrokerException before = failure;
        lock.lock();
        try {
            if (connection == null || !connection.isOpen()) {
                if (failure != before) {
                    throw failure;
                }
                connect();
            }
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new BrokerException(
                        "No channel is left on the connection to "
                                + describe()
                                + ", as each consumer has one: raise channel_max, the broker's and requestedChannelMax of the"
                                + " ConnectionFactory (2047 both), or give some endpoints a component of their own");
            }
            return channel;
        } catch (BrokerException e) {
            throw e;
        } catch (IOException | TimeoutException | RuntimeException e) {
            failure = closed ? closedHere(e) : BrokerErrors.notConnected(describe(), e);
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    /** A connection of its own to the same broker, for what may cost it. */
    BrokerConnection another() {
        return new BrokerConnection(source, name + " apart", threads);
    }

    private void connect() throws IOException, TimeoutException {
        if (closed) {
            throw closedHere(null);
        }
        blocked = false;
        connection = source.open(name, threads, this::connecting);
        connection.addBlockedListener(this::blocks, this::blocksNoLonger);
        if (closed) {
            connection.abort(GOODBYE_MILLIS);
            throw closedHere(null);
        }
    }

    /** Before it is connected. A socket that is closed beforehand refuses to connect. */
    private void connecting(Socket next) throws IOException {
        socket = next;
        if (closed) {
            next.close();
        }
    }

    private BrokerException closedHere(Exception cause) {
        return new BrokerException("The connection to " + describe() + " was closed here", cause);
    }

    private void blocks(String reason) {
        blocked = true;
        LOG.warn(LogLines.BROKER_BLOCKS, describe(), reason);
    }

    private void blocksNoLonger() {
        blocked = false;
        LOG.info(LogLines.BROKER_BLOCKS_NO_MORE, describe());
    }

    /**
     * Does this without sending what it writes, where the socket allows: {@link #flush} has to
     * follow.
     */
    void unflushed(GatheringSocket.Writing writing) throws IOException {
        if (socket instanceof GatheringSocket gathering) {
            gathering.unflushed(writing);
        } else {
            writing.run();
        }
    }

    /** Sends what was written {@link #unflushed}. */
    void flush() throws IOException {
        if (socket instanceof GatheringSocket gathering) {
            gathering.flush();
        }
    }

    /** Whether the broker has stopped reading from this connection (a memory or disk alarm). */
    public boolean blocked() {
        Connection current = connection;
        return blocked && current != null && current.isOpen();
    }

    /** The broker as it is named to a user. */
    public String describe() {
        return source.describe();
    }

    Topology topology() {
        return topology;
    }

    Partitions partitions() {
        return partitions;
    }

    /** The memory for what comes and is not taken yet. */
    DeliveryBudget deliveries() {
        return deliveries;
    }

    /**
     * Ends the connection for good, and with it every channel; whoever waits in one is thrown out.
     */
    @Override
    public void close() {
        closed = true;
        Connection current = connection;
        if (current != null && current.isOpen() && !blocked) {
            sayGoodbye(current);
        }
        cut();
    }

    /** On another thread: one that is stuck in writing to the socket would keep this one too. */
    private void sayGoodbye(Connection current) {
        Future<?> goodbye = threads.goodbyes().submit(() -> current.abort(GOODBYE_MILLIS));
        try {
            goodbye.get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{} is cut off, as it does not answer the goodbye", describe(), e);
        }
    }

    private void cut() {
        Socket current = socket;
        if (current == null) {
            return;
        }
        try {
            if (!current.isClosed()) {
                current.setSoLinger(true, 0); // else TLS would wait for whoever writes
            }
            current.close();
        } catch (IOException e) {
            LOG.debug("The socket to {} was closed while it was being closed", describe(), e);
        }
    }
}
