package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a subscription brings. */
final class Deliveries implements Subscription.Listener {

    final List<Delivery> all = new CopyOnWriteArrayList<>();
    final BlockingQueue<BrokerException> losses = new LinkedBlockingQueue<>();
    private final BlockingQueue<Delivery> fresh = new LinkedBlockingQueue<>();

    /** What is to be run for messages that are kept; if null, none is kept. */
    final Queue<Runnable> kept;

    /** Keeps no message's bytes. */
    Deliveries() {
        this(null);
    }

    Deliveries(Queue<Runnable> kept) {
        this.kept = kept;
    }

    @Override
    public void delivered(Delivery delivery, Runnable done) {
        all.add(delivery);
        fresh.add(delivery);
        if (kept == null) {
            done.run();
        } else {
            kept.add(done);
        }
    }

    @Override
    public void lost(BrokerException cause) {
        losses.add(cause);
    }

    /** The next one that nobody asked for yet. */
    Delivery next() throws InterruptedException {
        Delivery delivery = fresh.poll(AmqpFixture.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(delivery).as("a delivery").isNotNull();
        return delivery;
    }

    String nextBody() throws InterruptedException {
        return body(next());
    }

    BrokerException loss() throws InterruptedException {
        BrokerException loss = losses.poll(AmqpFixture.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(loss).as("a loss").isNotNull();
        return loss;
    }

    static String body(Delivery delivery) {
        return new String(delivery.body(), StandardCharsets.UTF_8);
    }
}
