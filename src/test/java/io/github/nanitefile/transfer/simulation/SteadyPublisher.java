package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.send.Sender;
import java.io.IOException;

/**
 * A publisher that comes back after it was lost: what Outbound's channel does. What a lost channel
 * still has to say is passed over.
 */
final class SteadyPublisher {

    private final SimulatedProcess process;
    private final Broker broker;
    private final Sender sender;
    private final BackOff backOff = new BackOff();
    private Publisher current;
    private Signals life;
    private boolean blocked;
    private long soundSince;
    private boolean closed;

    SteadyPublisher(SimulatedProcess process, Broker broker, Sender sender) {
        this.process = process;
        this.broker = broker;
        this.sender = sender;
    }

    private long now() {
        return process.world.now();
    }

    boolean isBlocked() {
        return blocked;
    }

    /**
     * For how long the broker has read from this connection without a break, so that it confirms.
     */
    long soundFor() {
        return isSound() && !blocked ? now() - soundSince : 0;
    }

    boolean isSound() {
        return current != null && current.isSound();
    }

    void open() {
        if (closed || current != null) {
            return;
        }
        Signals signals = new Signals();
        try {
            current = broker.publisher(process, signals);
        } catch (IOException e) {
            comeBackLater();
            return;
        }
        process.world.count(Count.RECONNECTS);
        process.world.note(process.name, "is connected");
        blocked = false;
        soundSince = now();
        life = signals;
        sender.connected(now());
    }

    private void comeBackLater() {
        process.after(backOff.next().toNanos(), this::open);
    }

    /**
     * @throws IOException if there is no channel, or it fails, and is not used any more
     */
    Publisher current() throws IOException {
        if (current == null) {
            throw new IOException("there is no connection");
        }
        return current;
    }

    void broken(IOException cause) {
        Signals broken = life;
        process.post(() -> broken.lost(cause));
    }

    void close() {
        closed = true;
        end();
    }

    void processDied() {
        if (current != null) {
            current.clientDied();
        }
    }

    private void end() {
        if (current != null) {
            current.close();
            current = null;
            life = null;
        }
    }

    /** What the broker says of one channel. */
    private final class Signals implements Publisher.Listener {

        @Override
        public void confirmed(long number, boolean multiple) {
            if (life == this) {
                backOff.reset();
                sender.confirmed(number, multiple, now());
            }
        }

        @Override
        public void refused(long number, boolean multiple) {
            if (life == this) {
                sender.refused(number, multiple, now());
            }
        }

        @Override
        public void returned(Token token) {
            if (life == this) {
                sender.returned(token, now());
            }
        }

        @Override
        public void blocked(boolean alarm) {
            if (life == this) {
                blocked = alarm;
                soundSince = now();
            }
        }

        @Override
        public void lost(IOException cause) {
            if (life == this) {
                process.world.note(process.name, "lost its connection");
                end();
                blocked = false;
                sender.disconnected(cause, false, now());
                comeBackLater();
            }
        }
    }
}
