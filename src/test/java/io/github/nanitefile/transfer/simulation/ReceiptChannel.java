package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.packet.Receipt;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings a receiver's receipts to the broker, again and again until it has them: what
 * OutgoingReceipts does.
 */
final class ReceiptChannel {

    private final SimulatedProcess process;
    private final Broker broker;
    private final Consumer<Outgoing> reported;
    private final BackOff backOff = new BackOff();
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private final Set<Outgoing> unconfirmed = new LinkedHashSet<>();
    private Connection current;
    private boolean pausing;

    /** A receipt and where it goes to; each is itself alone, as the same may be sent twice. */
    static final class Outgoing {

        final String replyTo;
        final Receipt receipt;

        Outgoing(String replyTo, Receipt receipt) {
            this.replyTo = replyTo;
            this.receipt = receipt;
        }
    }

    /**
     * @param reported is told what the broker has
     */
    ReceiptChannel(SimulatedProcess process, Broker broker, Consumer<Outgoing> reported) {
        this.process = process;
        this.broker = broker;
        this.reported = reported;
    }

    void add(String replyTo, Receipt receipt) {
        waiting.add(new Outgoing(replyTo, receipt));
        publish();
    }

    boolean isIdle() {
        return waiting.isEmpty()
                && unconfirmed.isEmpty()
                && !pausing
                && (current == null || current.isSound());
    }

    void processDied() {
        if (current != null) {
            current.clientDied();
        }
    }

    private void publish() {
        while (!waiting.isEmpty() && !pausing) {
            if (current == null) {
                try {
                    current = open();
                } catch (IOException e) {
                    comeBackLater();
                    return;
                }
            }
            Outgoing next = waiting.remove();
            unconfirmed.add(next);
            Connection channel = current;
            channel.toBroker.send(
                    () -> {
                        broker.replied(next.replyTo, next.receipt);
                        channel.toClient.send(() -> process.post(() -> confirmed(channel, next)));
                    });
        }
    }

    private Connection open() throws IOException {
        Connection[] own = new Connection[1];
        own[0] =
                broker.connect(
                        process,
                        cause -> {
                            if (current == own[0]) {
                                comeBackLater();
                            }
                        });
        return own[0];
    }

    private void confirmed(Connection channel, Outgoing receipt) {
        if (current == channel && unconfirmed.remove(receipt)) {
            backOff.reset();
            reported.accept(receipt);
        }
    }

    private void comeBackLater() {
        current = null;
        waiting.addAll(unconfirmed);
        unconfirmed.clear();
        pausing = true;
        process.after(
                backOff.next().toNanos(),
                () -> {
                    pausing = false;
                    publish();
                });
    }
}
