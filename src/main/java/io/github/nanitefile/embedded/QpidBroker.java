package io.github.nanitefile.embedded;

import java.lang.reflect.Field;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.logging.NullMessageLogger;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one class that needs Qpid. No type of Qpid shows in its signatures, so that {@link
 * EmbeddedBroker} links without it.
 *
 * <p>Qpid starts in a thread group of its own, which all of its threads inherit: that is how
 * closing knows which ones to wait for.
 */
final class QpidBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(QpidBroker.class);

    private final ThreadGroup threads = new ThreadGroup("embedded-broker");
    private final Listener listener = new Listener();
    private final SystemLauncher launcher = new SystemLauncher(listener);
    private int port;

    private QpidBroker() {}

    static QpidBroker start(int port, String username, String password) {
        QpidBroker broker = new QpidBroker();
        try {
            broker.launch(port, username, password);
        } catch (RuntimeException | Error e) {
            try {
                broker.close();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        return broker;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        launcher.shutdown();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : living()) {
            join(thread, Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        }
        List<Thread> left = living();
        if (!left.isEmpty()) {
            throw new IllegalStateException("Threads of the embedded broker do not end: " + left);
        }
    }

    private void launch(int wanted, String username, String password) {
        URL config = resource("broker.json");
        Map<String, Object> attributes =
                Map.of(
                        "type",
                        "Memory",
                        "initialConfigurationLocation",
                        config.toExternalForm(),
                        // Qpid's own default is a classpath: URL, which only the system class
                        // loader can open.
                        "initialSystemPropertiesLocation",
                        resource("system.properties").toExternalForm(),
                        "startupLoggedToSystemOut",
                        "false",
                        "preferenceStoreAttributes",
                        "{\"type\": \"Noop\"}",
                        "context",
                        Map.of(
                                "nanitefile.embedded.port", Integer.toString(wanted),
                                "nanitefile.embedded.username", username,
                                "nanitefile.embedded.password", password));
        Thread starter = new Thread(threads, () -> startUp(attributes), "embedded-broker-start");
        starter.setContextClassLoader(QpidBroker.class.getClassLoader());
        starter.start();
        join(starter, PATIENCE.toMillis());
        port = listener.boundPort();
        if (listener.failure != null || port <= 0) {
            throw new IllegalStateException("The embedded broker does not start", listener.failure);
        }
        keepFromClosingWithTheJvm((Broker<?>) listener.config.getContainer());
    }

    /**
     * Qpid closes itself in a shutdown hook, side by side with the hook in which its users stop,
     * who then see a lost connection instead of a quiet end. It offers no way to leave the hook
     * out.
     */
    private static void keepFromClosingWithTheJvm(Broker<?> broker) {
        for (Class<?> type = broker.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field hook = type.getDeclaredField("_shutdownHook");
                hook.setAccessible(true);
                Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
                return;
            } catch (NoSuchFieldException e) {
                LOG.trace("Not in {}", type, e);
            } catch (IllegalAccessException | IllegalStateException e) {
                LOG.debug("The embedded broker will close by itself when the JVM ends", e);
                return;
            }
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(QpidBroker.class.getResource(name));
    }

    private void startUp(Map<String, Object> attributes) {
        try {
            launcher.startup(attributes);
        } catch (Exception | Error e) {
            listener.failure = e;
        }
    }

    private List<Thread> living() {
        Thread[] found = new Thread[threads.activeCount() * 2 + 16];
        return Arrays.stream(found, 0, threads.enumerate(found))
                .filter(thread -> !belongsToJvm(thread))
                .toList();
    }

    /** A worker of the common pool inherits the group of whoever happened to need it first. */
    private static boolean belongsToJvm(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + thread, e);
        }
    }

    /** Keeps what the launcher tells once, and silences its operational log. */
    private static final class Listener
            extends SystemLauncherListener.DefaultSystemLauncherListener {

        private volatile SystemConfig<?> config;
        private volatile Throwable failure;

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            config = systemConfig;
            systemConfig.getEventLogger().setMessageLogger(new NullMessageLogger());
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        @Override
        public void exceptionOnShutdown(Exception e) {
            throw new IllegalStateException("The embedded broker does not close", e);
        }

        int boundPort() {
            if (config == null || failure != null) {
                return 0;
            }
            Broker<?> broker = (Broker<?>) config.getContainer();
            return broker.getPorts().stream().mapToInt(Port::getBoundPort).findFirst().orElse(0);
        }
    }
}
