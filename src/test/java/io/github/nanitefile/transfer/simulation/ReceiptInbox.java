package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.transfer.send.Sender;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Where a sender's receipts come in: a private queue, gone with its connection and declared again.
 */
final class ReceiptInbox {

    private final SimulatedProcess process;
    private final Broker broker;
    private final Sender sender;
    private final String queue;
    private final BackOff backOff = new BackOff();
    private Queue current;
    private boolean closed;

    ReceiptInbox(SimulatedProcess process, Broker broker, Sender sender) {
        this.process = process;
        this.broker = broker;
        this.sender = sender;
        this.queue = Receipt.QUEUE_PREFIX + process.name + "-" + process.world.now();
    }

    /** The queue, seen from both sides. */
    static final class Queue extends Connection {

        private final Consumer<Receipt> reader;

        Queue(SimulatedProcess client, Consumer<Receipt> reader, Consumer<IOException> whenLost) {
            super(client, whenLost);
            this.reader = reader;
        }

        void add(Receipt receipt) {
            toClient.send(() -> client.post(() -> reader.accept(receipt)));
        }
    }

    String queue() {
        return queue;
    }

    boolean isSound() {
        return current != null && current.isSound();
    }

    void open() {
        if (closed) {
            return;
        }
        Queue[] own = new Queue[1];
        try {
            own[0] =
                    broker.inbox(
                            process,
                            queue,
                            receipt -> {
                                if (current == own[0]) {
                                    backOff.reset();
                                    sender.receipt(receipt, process.world.now());
                                }
                            },
                            cause -> {
                                if (current == own[0]) {
                                    current = null;
                                    comeBackLater();
                                }
                            });
        } catch (IOException e) {
            comeBackLater();
            return;
        }
        current = own[0];
        sender.receiptsComeAgain(process.world.now());
    }

    private void comeBackLater() {
        process.after(backOff.next().toNanos(), this::open);
    }

    void close() {
        closed = true;
        if (current != null) {
            current.close();
            current = null;
        }
    }

    void processDied() {
        if (current != null) {
            current.clientDied();
        }
    }
}
