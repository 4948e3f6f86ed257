package io.github.nanitefile.testing;

/**
 * One broker of each kind for all tests of this JVM, started when first asked for and ended with
 * the JVM. Tests share them: use names of your own, and never stop them; a test that must stop a
 * broker starts its own.
 *
 * <p>A suite that holds on both is an abstract class with {@code abstract TestBroker broker()} and
 * two subclasses, of which the one on {@link #rabbit()} bears {@link RequiresRabbitMq}; see {@link
 * TestBrokerContract}.
 */
public final class Brokers {

    private static EmbeddedTestBroker embedded;
    private static RabbitNode rabbit;

    private Brokers() {}

    /** It is in memory alone, so it ends with the JVM and leaves nothing. */
    public static synchronized TestBroker embedded() {
        if (embedded == null) {
            embedded = new EmbeddedTestBroker();
        }
        return embedded;
    }

    /** Only for tests that bear {@link RequiresRabbitMq}. */
    public static synchronized RabbitNode rabbit() {
        if (rabbit == null) {
            rabbit = RabbitNode.start();
        }
        return rabbit;
    }
}
