package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.amqp.BackOff;
import java.io.IOException;
import java.util.List;

/**
 * A subscription that comes back after it was lost: what the class of this name in the camel floor
 * does.
 */
final class SteadySubscription {

    private final ReceivingProcess process;
    private final Broker broker;
    private final String queue;
    private final BackOff backOff = new BackOff();
    private Subscription current;
    private boolean wanted;
    private boolean retreated;
    private long tries;

    SteadySubscription(ReceivingProcess process, Broker broker, String queue) {
        this.process = process;
        this.broker = broker;
        this.queue = queue;
    }

    boolean isOpen() {
        return current != null;
    }

    boolean isSound() {
        return current != null && current.isSound();
    }

    /**
     * Subscribes, and from then on comes back by itself.
     *
     * @throws IOException if the broker cannot be reached, or refuses
     */
    void open() throws IOException {
        wanted = true;
        subscribe();
    }

    /** Comes back now, unless it is there. */
    void reopen() {
        wanted = true;
        tryToSubscribe();
    }

    /** Gives the channel up, and stays away. */
    void close() {
        wanted = false;
        giveUp();
    }

    /** Gives the channel up since what comes cannot be kept, and comes back when it could be. */
    void retreat(IOException cause) {
        process.world.note(process.name, "retreats:", cause.getMessage());
        retreated = true;
        giveUp();
        comeBackLater();
    }

    private void lost(IOException cause) {
        process.world.note(process.name, "is cut off:", cause.getMessage());
        giveUp();
        comeBackLater();
    }

    void allIsWell() {
        backOff.reset();
    }

    void processDied() {
        if (current != null) {
            current.clientDied();
        }
    }

    private void subscribe() throws IOException {
        Subscription[] own = new Subscription[1];
        own[0] =
                broker.subscribe(
                        process,
                        queue,
                        process.group().broadcast(),
                        process.world.scenario.limits().prefetch(),
                        delivery -> {
                            if (current == own[0]) {
                                process.delivered(delivery);
                            }
                        },
                        cause -> {
                            if (current == own[0]) {
                                lost(cause);
                            }
                        });
        current = own[0];
        retreated = false;
        process.world.count(Count.RECONNECTS);
        process.opened();
    }

    private void tryToSubscribe() {
        if (!wanted || current != null) {
            return;
        }
        try {
            if (retreated) {
                process.checkReady();
            }
            subscribe();
        } catch (IOException e) {
            comeBackLater();
        }
    }

    private void comeBackLater() {
        if (!wanted) {
            return;
        }
        long mine = ++tries;
        process.after(
                backOff.next().toNanos(),
                () -> {
                    if (mine == tries) {
                        tryToSubscribe();
                    }
                });
    }

    private void giveUp() {
        if (current != null) {
            current.close();
            current = null;
            process.gone();
        }
    }

    void acknowledge(List<Long> tags) {
        if (current != null) {
            current.acknowledge(tags);
        }
    }

    void reject(List<Long> tags) {
        if (current != null) {
            current.reject(tags);
        }
    }

    void requeue(List<Long> tags) {
        if (current != null) {
            current.requeue(tags);
        }
    }
}
