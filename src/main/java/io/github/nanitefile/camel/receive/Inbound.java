package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.amqp.Subscription;
import io.github.nanitefile.camel.Domains;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.spool.Spool;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.receive.Receiver;
import io.github.nanitefile.transfer.receive.ReceiverOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of one queue: carries messages from the subscription to {@link Receiver}, and what that decides back
 * to the broker and on to the route. Keeps the subscription up.
 *
 * <p>All state is owned by one thread, {@code owner}; deliveries and the ends of exchanges reach it as tasks.
 */
final class Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final long TICK_MILLIS = 1000;

    private final InboundSettings settings;
    private final BrokerLink link;
    private final OwnerThread owner;
    private final Spool spool;
    private final Receiver receiver;
    private final RouteQueue route;
    private final ExceptionHandler exceptionHandler;
    private final BackOff backOff = new BackOff();
    private Subscription subscription;
    private boolean wanted;

    Inbound(
            InboundSettings settings,
            BrokerLink link,
            OwnerThread owner,
            Spool spool,
            ReceiverFactory receivers,
            RouteQueue route,
            ExceptionHandler exceptionHandler) {
        this.settings = settings;
        this.link = link;
        this.owner = owner;
        this.spool = spool;
        this.receiver = receivers.create(spool, new Settlements());
        this.route = route;
        this.exceptionHandler = exceptionHandler;
    }
}
