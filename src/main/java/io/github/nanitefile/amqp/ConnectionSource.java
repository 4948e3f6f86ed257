package io.github.nanitefile.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.SocketConfigurator;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Where connections to one broker come from. Used by any thread. */
public interface ConnectionSource {

    /**
     * Opens a connection of its own, without the client's automatic recovery.
     *
     * @param name what the broker's tools show for it
     * @param sockets is shown each socket before it is connected, so that it can be closed from
     *     outside
     */
    Connection open(String name, ConnectionThreads threads, SocketConfigurator sockets)
            throws IOException, TimeoutException;

    /** The broker as it is named to a user: never a password. */
    String describe();
}
