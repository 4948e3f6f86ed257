package io.github.nanitefile.testing;

import io.github.nanitefile.embedded.EmbeddedBroker;

/** The embedded broker, as tests see it. */
public final class EmbeddedTestBroker implements TestBroker {

    private final EmbeddedBroker broker = EmbeddedBroker.start(0);

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return broker.port();
    }

    @Override
    public String username() {
        return broker.username();
    }

    @Override
    public String password() {
        return broker.password();
    }

    @Override
    public boolean rabbitMq() {
        return false;
    }

    @Override
    public void close() {
        broker.close();
    }

    @Override
    public String toString() {
        return "embedded broker on " + addresses();
    }
}
