package io.github.nanitefile.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A broker for demos and tests: in this JVM, in memory, on 127.0.0.1 alone, speaking AMQP 0-9-1 on
 * the virtual host "/".
 *
 * <p>Its libraries are optional dependencies; none of them is loaded before {@link #start}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USERNAME = "nanitefile";

    /** A class that only the artifact has, by artifact. */
    private static final Map<String, String> NEEDED =
            new TreeMap<>(
                    Map.of(
                            "org.apache.qpid:qpid-broker-core",
                            "org.apache.qpid.server.SystemLauncher",
                            "org.apache.qpid:qpid-broker-plugins-amqp-0-8-protocol",
                            "org.apache.qpid.server.protocol.v0_8.ProtocolEngineCreator_0_9_1",
                            "org.apache.qpid:qpid-broker-plugins-memory-store",
                            "org.apache.qpid.server.store.MemoryConfigurationStore",
                            "com.fasterxml.jackson.core:jackson-annotations:2.21 (or newer)",
                            "com.fasterxml.jackson.annotation.JsonSerializeAs"));

    private final QpidBroker qpid;
    private final String password;

    private EmbeddedBroker(QpidBroker qpid, String password) {
        this.qpid = qpid;
        this.password = password;
    }

    /**
     * Starts a broker and waits until it accepts connections.
     *
     * @param port where it listens, or 0 for any free port
     * @throws IllegalStateException where its libraries are missing, the port is taken, or it does
     *     not start
     */
    public static EmbeddedBroker start(int port) {
        requireLibraries(EmbeddedBroker.class.getClassLoader());
        requireFree(port);
        String password = randomPassword();
        return new EmbeddedBroker(QpidBroker.start(port, USERNAME, password), password);
    }

    public int port() {
        return qpid.port();
    }

    public String username() {
        return USERNAME;
    }

    /** Another one at every start. */
    public String password() {
        return password;
    }

    /** Ends the broker with all that it holds, and returns when the last of its threads is gone. */
    @Override
    public void close() {
        qpid.close();
    }

    static void requireLibraries(ClassLoader libraries) {
        List<String> missing =
                NEEDED.entrySet().stream()
                        .filter(needed -> !has(libraries, needed.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The embedded broker needs these optional dependencies of camel-nanitefile on"
                            + " the class path: "
                            + String.join(", ", missing));
        }
    }

    private static boolean has(ClassLoader libraries, String className) {
        return libraries.getResource(className.replace('.', '/') + ".class") != null;
    }

    /** Qpid reports a port that is taken in its log alone, and at length. */
    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            probe.bind(new InetSocketAddress(loopback, port), 1);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The embedded broker cannot listen on 127.0.0.1:" + port, e);
        }
    }

    private static String randomPassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
