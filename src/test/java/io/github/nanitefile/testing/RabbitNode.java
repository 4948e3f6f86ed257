package io.github.nanitefile.testing;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A private RabbitMQ node on loopback, from Debian's package, as whatever user the tests run: its
 * own folder, ports, cookie and epmd, all gone with {@link #close}, and at the latest with this
 * JVM.
 */
public final class RabbitNode implements TestBroker {

    /** Names the folder of another server than the installed one. */
    static final String HOME_PROPERTY = "nanitefile.rabbitmq.home";

    private static final Path INSTALLED = Path.of("/usr/lib/rabbitmq/lib");
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration CTL_PATIENCE = Duration.ofMinutes(1);
    private static final int START_ATTEMPTS = 3;

    private final Path sbin = sbin().orElseThrow(() -> new IllegalStateException("No RabbitMQ"));
    private final RabbitHome home;
    private final ProcessGroup epmd;
    private final boolean ownsEpmd;
    private volatile ProcessGroup server;

    private RabbitNode(List<String> configuration) {
        home = RabbitHome.create(configuration);
        endWithThisJvm();
        String epmdPort = Integer.toString(home.epmdPort());
        epmd = launch(program("epmd"), "-address", RabbitHome.HOST, "-port", epmdPort);
        ownsEpmd = true;
        server = epmd; // until boot there is nothing else to end
    }

    private RabbitNode(RabbitNode first, List<String> configuration) {
        home = first.home.beside(configuration);
        endWithThisJvm();
        epmd = first.epmd;
        ownsEpmd = false;
        server = null;
    }

    private void endWithThisJvm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-" + home.name()));
    }

    /** Whether a server is installed. */
    public static boolean available() {
        return sbin().isPresent();
    }

    /** Starts a node and waits until it accepts connections, which takes 5 to 11 seconds. */
    public static RabbitNode start() {
        return start(List.of());
    }

    /** As {@link #start()}, with these lines in its rabbitmq.conf, too. */
    static RabbitNode start(List<String> configuration) {
        return start(() -> new RabbitNode(configuration));
    }

    /** Another node, on this one's epmd and with its cookie, and so able to join it. */
    RabbitNode startBeside(List<String> configuration) {
        return start(() -> new RabbitNode(this, configuration));
    }

    private static RabbitNode start(Supplier<RabbitNode> home) {
        for (int attempt = 1; ; attempt++) {
            RabbitNode node = home.get();
            try {
                node.boot();
                return node;
            } catch (RuntimeException e) {
                String output = node.output();
                boolean portLost = // as the server says it, and epmd
                        output.contains("eaddrinuse") || output.contains("Address already in use");
                node.close();
                if (!portLost || attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public String host() {
        return RabbitHome.HOST;
    }

    @Override
    public int port() {
        return home.port();
    }

    @Override
    public String username() {
        return RabbitHome.USERNAME;
    }

    @Override
    public String password() {
        return home.password();
    }

    @Override
    public boolean rabbitMq() {
        return true;
    }

    /** What the server printed, and epmd. */
    public String output() {
        return RabbitHome.read(home.output());
    }

    /** Its name in a cluster. */
    public String name() {
        return home.name();
    }

    /** The process of the server. */
    public long pid() {
        return server.id();
    }

    /** Its home: data, logs and all. */
    Path folder() {
        return home.folder();
    }

    /**
     * Runs rabbitmqctl against this node (about half a second) and returns what it printed: neither
     * headers nor remarks, columns parted by tabs.
     */
    public String ctl(String... arguments) {
        return run("rabbitmqctl", arguments);
    }

    /** The first number of the server's version, as in 3. */
    public int majorVersion() {
        return Integer.parseInt(ctl("version").strip().replaceFirst("\\..*", ""));
    }

    /** Runs rabbitmq-plugins against this node, as {@link #ctl}. */
    public String plugins(String... arguments) {
        return run("rabbitmq-plugins", arguments);
    }

    /** Turns a plugin on, which comes with the server; does nothing if it is. */
    public void enablePlugin(String name) {
        plugins("enable", name);
    }

    private String run(String tool, String... arguments) {
        try {
            Path out = Files.createTempFile(home.folder(), "ctl-", ".out");
            Path err = Files.createTempFile(home.folder(), "ctl-", ".err");
            ProcessBuilder builder = new ProcessBuilder(sbin.resolve(tool).toString(), "--silent");
            builder.command().addAll(List.of("--node", home.name()));
            builder.command().addAll(List.of(arguments));
            builder.environment().clear();
            builder.environment().putAll(home.environment());
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            Process ctl = builder.start();
            ctl.getOutputStream().close();
            if (!ctl.waitFor(CTL_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                ctl.destroyForcibly();
                throw new IllegalStateException("No end of " + builder.command());
            }
            if (ctl.exitValue() != 0) {
                throw new IllegalStateException(
                        builder.command()
                                + " failed: "
                                + RabbitHome.read(out)
                                + RabbitHome.read(err));
            }
            return RabbitHome.read(out);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run " + tool, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + tool + " runs", e);
        }
    }

    /** How many messages of a queue are delivered and not yet acknowledged. */
    public long unacknowledged(String queue) {
        return ctl("list_queues", "name", "messages_unacknowledged")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns[0].equals(queue))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No queue " + queue));
    }

    /** Shuts the server down in good order; what is durable stays for {@link #restart}. */
    public synchronized void stop() {
        server.terminate();
    }

    /** kill -9. */
    public synchronized void kill() {
        server.kill();
    }

    /** Starts the server again on the same ports and folder, after shutting it down if need be. */
    public synchronized void restart() {
        if (server.alive()) {
            stop();
        }
        boot();
    }

    /**
     * Ends the node and its epmd, in no good order, and deletes its folder. May be repeated, and
     * waits for no lock: the JVM may be ending while a test still starts the node.
     */
    @Override
    public void close() {
        if (home.exists()) {
            if (server != null) {
                server.kill();
            }
            if (ownsEpmd) {
                epmd.kill();
            }
            home.delete();
        }
    }

    @Override
    public String toString() {
        return "RabbitMQ node " + home.name() + " on " + addresses();
    }

    private static Optional<Path> sbin() {
        String named = System.getProperty(HOME_PROPERTY);
        if (named != null) {
            return Optional.of(Path.of(named)).flatMap(RabbitNode::sbinOf);
        }
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(INSTALLED)) {
            return found.flatMap(server -> sbinOf(server).stream()).findFirst();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot look for a RabbitMQ server", e);
        }
    }

    private static Optional<Path> sbinOf(Path server) {
        Path sbin = server.resolve("sbin");
        return Files.isExecutable(sbin.resolve("rabbitmq-server"))
                ? Optional.of(sbin)
                : Optional.empty();
    }

    private synchronized void boot() {
        // Without epmd the server would start one that outlives it.
        await("epmd", epmd, this::epmdAccepts);
        server = launch(sbin.resolve("rabbitmq-server").toString());
        await("the RabbitMQ server", server, this::serverAccepts);
    }

    /** The server's own, where it brings one. */
    private String program(String name) {
        Path own = sbin.resolve(name);
        return Files.isExecutable(own) ? own.toString() : name;
    }

    private ProcessGroup launch(String... command) {
        return ProcessGroup.start(home.environment(), home.output(), command);
    }

    private void await(String what, ProcessGroup process, Callable<Boolean> accepts) {
        Awaitility.await(what)
                .atMost(START_PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .pollInSameThread()
                .until(
                        () -> {
                            if (!process.alive()) {
                                throw new IllegalStateException(
                                        what + " ended at its start: " + output());
                            }
                            return accepts.call();
                        });
    }

    private boolean epmdAccepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.epmdPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean serverAccepts() {
        try (Connection connection = connectionFactory().newConnection("test-start")) {
            return connection.isOpen();
        } catch (IOException | TimeoutException notYet) {
            return false;
        }
    }
}
