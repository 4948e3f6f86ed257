package io.github.nanitefile.camel.contract;

import io.github.nanitefile.testing.TestBroker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A port before a broker, whose connections a test may cut. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final TestBroker broker;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);
    private final List<Semaphore> open = new CopyOnWriteArrayList<>();
    private final List<Semaphore> stalled = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * @param port where it listens, or 0 for any
     */
    Relay(int port, TestBroker broker) throws IOException {
        this.broker = broker;
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String addresses() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections came so far. */
    int connections() {
        return accepted.get();
    }

    /**
     * Lets nothing of what the broker says through, confirms included, until {@link #letAnswer}.
     */
    void holdAnswers() {
        answers.drainPermits();
    }

    void letAnswer() {
        answers.release(Integer.MAX_VALUE);
    }

    /** Nothing goes through the connections that there are, and nobody is told; new ones work. */
    void stall() {
        stalled.addAll(open);
        open.clear();
        stalled.forEach(Semaphore::drainPermits);
    }

    /** Cuts all connections; new ones are welcome. */
    void cut() {
        sockets.forEach(Relay::close);
        sockets.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(broker.host(), broker.port());
                sockets.addAll(List.of(client, upstream));
                accepted.incrementAndGet();
                Semaphore goes = new Semaphore(Integer.MAX_VALUE);
                open.add(goes);
                daemon(() -> pump(client, upstream, goes, goes));
                daemon(() -> pump(upstream, client, goes, answers));
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pump(Socket from, Socket to, Semaphore goes, Semaphore permits) {
        byte[] block = new byte[8192];
        try (InputStream in = from.getInputStream()) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                pass(goes);
                pass(permits);
                to.getOutputStream().write(block, 0, read);
            }
        } catch (IOException cut) {
            close(from);
        }
        close(to);
    }

    private static void pass(Semaphore gate) {
        gate.acquireUninterruptibly();
        gate.release();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
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
        stalled.forEach(Semaphore::release);
    }
}
