package io.github.nanitefile.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** What a private RabbitMQ node calls its own: folder, configuration, ports and secrets. */
record RabbitHome(
        Path folder, int port, int epmdPort, int distributionPort, String password, String cookie) {

    /** Lines for rabbitmq.conf with semicolons between them, where all nodes shall have some. */
    static final String CONFIGURATION_PROPERTY = "nanitefile.rabbitmq.configuration";

    static final String HOST = "127.0.0.1";
    static final String USERNAME = "nanitefile";

    static RabbitHome create(List<String> configuration) {
        return create(
                freePorts(1).get(0),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                configuration);
    }

    /** One that can be in a cluster with this one: the same epmd, cookie and user. */
    RabbitHome beside(List<String> configuration) {
        return create(epmdPort, password, cookie, configuration);
    }

    private static RabbitHome create(
            int epmdPort, String password, String cookie, List<String> configuration) {
        List<Integer> ports = freePorts(2);
        try {
            RabbitHome home =
                    new RabbitHome(
                            Files.createTempDirectory("nanitefile-rabbit-"),
                            ports.get(0),
                            epmdPort,
                            ports.get(1),
                            password,
                            cookie);
            home.writeFiles(configuration);
            return home;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot prepare a RabbitMQ node", e);
        }
    }

    /** Of the node, among Erlang's. */
    String name() {
        return "nanitefile-" + port + "@localhost";
    }

    /** Where its processes print to. */
    Path output() {
        return folder.resolve("output.log");
    }

    boolean exists() {
        return Files.exists(folder);
    }

    void delete() {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot delete " + folder, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    /** What server, epmd and rabbitmqctl are told; nothing of the caller's own RabbitMQ. */
    Map<String, String> environment() {
        Map<String, String> result = new HashMap<>(System.getenv());
        result.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
        String onLoopback = "-kernel inet_dist_use_interface {127,0,0,1}";
        result.putAll(
                Map.of(
                        "HOME",
                        folder.toString(),
                        "LANG",
                        "C.UTF-8",
                        "ERL_EPMD_ADDRESS",
                        HOST,
                        "ERL_EPMD_PORT",
                        Integer.toString(epmdPort),
                        // The start script then becomes the server instead of watching over it.
                        "RUNNING_UNDER_SYSTEMD",
                        "true"));
        result.putAll(
                Map.of(
                        "RABBITMQ_NODENAME",
                        name(),
                        "RABBITMQ_NODE_IP_ADDRESS",
                        HOST,
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

    private void writeFiles(List<String> configuration) throws IOException {
        Path cookieFile = folder.resolve(".erlang.cookie");
        Files.writeString(cookieFile, cookie);
        Files.setPosixFilePermissions(cookieFile, PosixFilePermissions.fromString("r--------"));
        Files.writeString(folder.resolve("env.conf"), "");
        Files.writeString(folder.resolve("plugins"), "[].\n");
        Files.writeString(folder.resolve("advanced.config"), "[].\n");
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                String.join(
                        "\n",
                        "default_user = " + USERNAME,
                        "default_pass = " + password,
                        "disk_free_limit.absolute = 1MB",
                        System.getProperty(CONFIGURATION_PROPERTY, "").replace(";", "\n"),
                        String.join("\n", configuration),
                        ""));
    }

    /**
     * Lines that take back what {@value #CONFIGURATION_PROPERTY} denies: RabbitMQ 4.0 starts no
     * node that joined a cluster and denies something. The last line for a key counts.
     */
    static List<String> whatIsDeniedPermitted() {
        return Stream.of(System.getProperty(CONFIGURATION_PROPERTY, "").split(";", -1))
                .filter(line -> line.matches("deprecated_features\\.permit\\..* = false"))
                .map(line -> line.replace("= false", "= true"))
                .toList();
    }

    /**
     * Different ports, free at this moment, below those that the kernel hands out, so that no
     * outgoing connection takes one while the node is down.
     */
    static List<Integer> freePorts(int count) {
        return ThreadLocalRandom.current()
                .ints(20_000, 32_000)
                .distinct()
                .filter(RabbitHome::isFree)
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
}
