package io.github.nanitefile.camel.send;

import io.github.nanitefile.amqp.BrokerConnection;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.ReceiptQueue;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.transfer.send.Sender;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a sender's receipts come in: a private queue, declared again under the same name when its
 * connection was lost. Receipts that were lost with it are asked for once more. Owned by the
 * owner's thread.
 */
final class ReceiptInbox implements SteadyChannel.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptInbox.class);

    private final String queue = Receipt.QUEUE_PREFIX + UUID.randomUUID();
    private final SteadyChannel<ReceiptQueue> channel;
    private final Sender sender;

    /**
     * @param connection not the one that publishes: an alarm holds that one up
     */
    ReceiptInbox(
            BrokerConnection connection,
            OwnerThread owner,
            ExecutorService workers,
            Sender sender) {
        this.sender = sender;
        this.channel =
                new SteadyChannel<>(
                        "Waiting for receipts from " + connection.describe(),
                        owner,
                        workers,
                        life -> ReceiptQueue.open(connection, queue, new Signals(life)),
                        this);
    }

    /**
     * Declares the queue, and from then on sees to it that it is there.
     *
     * @throws BrokerException if it cannot be had; says why
     */
    void open() throws IOException {
        channel.open();
    }

    String queue() {
        return queue;
    }

    void close() {
        channel.close();
    }

    @Override
    public void opened() {
        sender.receiptsComeAgain(System.nanoTime());
    }

    @Override
    public void lost(BrokerException cause) {
        LOG.debug("Receivers find no queue for receipts until it is back", cause);
    }

    /** What receivers say, carried to the owner. */
    private final class Signals implements ReceiptQueue.Listener {

        private final SteadyChannel.Life life;

        Signals(SteadyChannel.Life life) {
            this.life = life;
        }

        @Override
        public void came(Receipt receipt) {
            life.execute(
                    () -> {
                        channel.allIsWell();
                        sender.receipt(receipt, System.nanoTime());
                    });
        }

        @Override
        public void lost(BrokerException cause) {
            life.lost(cause);
        }
    }
}
