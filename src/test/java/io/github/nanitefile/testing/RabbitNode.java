package io.github.nanitefile.testing;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final String password = UUID.randomUUID().toString();
    private final String name;
    private final Path folder;
    private final Path output;
    private final int port;
    private final int epmdPort;
    private final Map<String, String> environment;
    private final ProcessGroup epmd;
    private volatile ProcessGroup server;

    private RabbitNode() throws IOException {
        folder = Files.createTempDirectory("nanitefile-rabbit-");
        output = folder.resolve("output.log");
        List<Integer> ports = freePorts(3);
        port = ports.get(0);
        name = "nanitefile-" + port + "@localhost";
        epmdPort = ports.get(1);
        environment = environment(ports.get(2));
        writeFiles();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-" + name));
        epmd =
                ProcessGroup.start(
                        environment,
                        output,
                        "epmd",
                        "-address",
                        host(),
                        "-port",
                        Integer.toString(epmdPort));
        server = epmd; // until boot there is nothing else to end
    }

    /** Whether a server is installed. */
    public static boolean available() {
        return sbin().isPresent();
    }

    /** Starts a node and waits until it accepts connections, which takes 5 to 11 seconds. */
    public static RabbitNode start() {
        for (int attempt = 1; ; attempt++) {
            RabbitNode node = create();
            try {
                node.boot();
                return node;
            } catch (RuntimeException e) {
                boolean portLost = node.output().contains("eaddrinuse");
                node.close();
                if (!portLost || attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String username() {
        return "nanitefile";
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public boolean rabbitMq() {
        return true;
    }

    /** What the server printed, and epmd. */
    public String output() {
        return read(output);
    }

    /** The process of the server. */
    public long pid() {
        return server.id();
    }

    /** Its home: data, logs and all. */
    Path folder() {
        return folder;
    }

    /**
     * Runs rabbitmqctl against this node (1 to 2 seconds) and returns what it printed: neither
     * headers nor remarks, columns parted by tabs.
     */
    public String ctl(String... arguments) {
        try {
            Path out = Files.createTempFile(folder, "ctl-", ".out");
            Path err = Files.createTempFile(folder, "ctl-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(sbin.resolve("rabbitmqctl").toString(), "--silent");
            builder.command().addAll(List.of("--node", name));
            builder.command().addAll(List.of(arguments));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            Process ctl = builder.start();
            ctl.getOutputStream().close();
            if (!ctl.waitFor(CTL_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                ctl.destroyForcibly();
                throw new IllegalStateException("No end of " + builder.command());
            }
            if (ctl.exitValue() != 0) {
                throw new IllegalStateException(
                        builder.command() + " failed: " + read(out) + read(err));
            }
            return read(out);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run rabbitmqctl", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while rabbitmqctl runs", e);
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
        if (Files.exists(folder)) {
            server.kill();
            epmd.kill();
            delete(folder);
        }
    }

    @Override
    public String toString() {
        return "RabbitMQ node " + name + " on " + addresses();
    }

    private static Optional<Path> sbin() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home != null) {
            return Optional.of(Path.of(home)).flatMap(RabbitNode::sbinOf);
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

    private static RabbitNode create() {
        try {
            return new RabbitNode();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot prepare a RabbitMQ node", e);
        }
    }

    private synchronized void boot() {
        // Without epmd the server would start one that outlives it.
        await("epmd", epmd, this::epmdAccepts);
        server =
                ProcessGroup.start(environment, output, sbin.resolve("rabbitmq-server").toString());
        await("the RabbitMQ server", server, this::serverAccepts);
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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), epmdPort)) {
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

    private Map<String, String> environment(int distributionPort) {
        Map<String, String> result = new HashMap<>(System.getenv());
        result.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
        String onLoopback = "-kernel inet_dist_use_interface {127,0,0,1}";
        result.putAll(
                Map.of(
                        "HOME", folder.toString(),
                        "LANG", "C.UTF-8",
                        "ERL_EPMD_ADDRESS", host(),
                        "ERL_EPMD_PORT", Integer.toString(epmdPort),
                        // The start script then becomes the server instead of watching over it.
                        "RUNNING_UNDER_SYSTEMD", "true"));
        result.putAll(
                Map.of(
                        "RABBITMQ_NODENAME",
                        name,
                        "RABBITMQ_NODE_IP_ADDRESS",
                        host(),
                        "RABBITMQ_NODE_PORT",
                        Integer.toString(port),
                        "RABBITMQ_DIST_PORT",
                        Integer.toString(distributionPort),
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        onLoopback,
                        "RABBITMQ_CTL_ERL_ARGS",
                        onLoopback,
                        "RABBITMQ_CTL_DIST_PORT_MIN",
                        "0",
                        "RABBITMQ_CTL_DIST_PORT_MAX",
                        "0"));
        result.putAll(
                Map.of(
                        "RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString(),
                        "RABBITMQ_LOG_BASE", folder.resolve("log").toString(),
                        "RABBITMQ_PID_FILE", folder.resolve("pid").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString(),
                        "RABBITMQ_CONF_ENV_FILE", folder.resolve("env.conf").toString(),
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString(),
                        "RABBITMQ_CONFIG_FILES", folder.resolve("conf.d").toString(),
                        "RABBITMQ_ADVANCED_CONFIG_FILE",
                                folder.resolve("advanced.config").toString()));
        return result;
    }

    private void writeFiles() throws IOException {
        Path cookie = folder.resolve(".erlang.cookie");
        Files.writeString(cookie, UUID.randomUUID().toString());
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        Files.writeString(folder.resolve("env.conf"), "");
        Files.writeString(folder.resolve("plugins"), "[].\n");
        Files.writeString(folder.resolve("advanced.config"), "[].\n");
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                String.join(
                        "\n",
                        "default_user = " + username(),
                        "default_pass = " + password,
                        "disk_free_limit.absolute = 1MB",
                        ""));
    }

    /**
     * Different ports, free at this moment, below those that the kernel hands out, so that no
     * outgoing connection takes one while the node is down.
     */
    private static List<Integer> freePorts(int count) {
        return ThreadLocalRandom.current()
                .ints(20_000, 32_000)
                .distinct()
                .filter(RabbitNode::isFree)
                .limit(count)
                .boxed()
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(port));
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot delete " + folder, e);
        }
    }
}
