package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A port before a broker that does to its connections what networks do: cuts them, delays what they
 * carry, or swallows it while they stay open. Every connection has two threads, one for each
 * direction, which see a change with the next block that they carry.
 */
public final class TcpRelay implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final ServerSocket server = new ServerSocket();
    private final InetSocketAddress broker;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile long delayNanos;

    /** Listens on a free port of the loopback. */
    public TcpRelay(TestBroker broker) throws IOException {
        this.broker = new InetSocketAddress(broker.host(), broker.port());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    /** A direction of a connection. */
    public enum Direction {
        TO_BROKER,
        FROM_BROKER
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Cuts all connections; new ones are welcome. */
    public void cut() {
        links.forEach(Link::cut);
        links.clear();
    }

    /** Swallows what today's connections carry this way, their end included; new ones are well. */
    public void swallow(Direction direction) {
        links.forEach(link -> link.swallow(direction));
    }

    /** Holds up every block of up to 64 KiB for so long, in both directions; 0 for not at all. */
    public void delay(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                try {
                    Link link = new Link(client, new Socket(broker.getAddress(), broker.getPort()));
                    links.add(link);
                    daemon(() -> link.carry(Direction.TO_BROKER));
                    daemon(() -> link.carry(Direction.FROM_BROKER));
                } catch (IOException noBroker) {
                    client.close();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** A connection to here and the one to the broker, which end together. */
    private final class Link {

        private final Socket client;
        private final Socket upstream;
        private volatile boolean swallowsToBroker;
        private volatile boolean swallowsFromBroker;

        Link(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void swallow(Direction direction) {
            if (direction == Direction.TO_BROKER) {
                swallowsToBroker = true;
            } else {
                swallowsFromBroker = true;
            }
        }

        private boolean swallows(Direction direction) {
            return direction == Direction.TO_BROKER ? swallowsToBroker : swallowsFromBroker;
        }

        /** Until one of both ends. */
        void carry(Direction direction) {
            boolean there = direction == Direction.TO_BROKER;
            try {
                copy(
                        (there ? client : upstream).getInputStream(),
                        (there ? upstream : client).getOutputStream(),
                        direction);
            } catch (IOException gone) {
                end();
            }
            end();
        }

        /** Tells either side that the other one is gone, unless such news are swallowed, too. */
        private void end() {
            if (!swallowsFromBroker) {
                close(client);
            }
            if (!swallowsToBroker) {
                close(upstream);
            }
            if (client.isClosed() && upstream.isClosed()) {
                links.remove(this);
            }
        }

        private void copy(InputStream from, OutputStream to, Direction direction)
                throws IOException {
            byte[] block = new byte[BLOCK];
            for (int read = from.read(block); read >= 0; read = from.read(block)) {
                if (delayNanos > 0) {
                    LockSupport.parkNanos(delayNanos);
                }
                if (!swallows(direction)) {
                    to.write(block, 0, read);
                }
            }
        }

        void cut() {
            close(client);
            close(upstream);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "test-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
