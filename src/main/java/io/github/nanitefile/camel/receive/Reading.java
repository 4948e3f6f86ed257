package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.Delivery;
import java.io.IOException;
import java.util.Map;

/**
 * How what a consumer reads is read on: a queue knows by itself, of a stream the reader has to
 * know. On the receiver's owner thread, but for {@link #close}.
 */
interface Reading {

    /**
     * To be called once, first.
     *
     * @throws IOException if it is not known how far it was read; says why and what to do
     */
    void open() throws IOException;

    /**
     * Where a channel begins, as arguments of its consumer.
     *
     * @param next the message to go on with; negative if none was read since {@link #open}
     */
    Map<String, Object> arguments(long next);

    /**
     * Whether a message that came is to be taken in; else it is done with.
     *
     * @throws IOException if what is read is not what it should be; says what to do
     */
    boolean wants(Delivery delivery) throws IOException;

    /**
     * Whether the channel began where there is nothing, and another one has to be opened. To be
     * asked about every second: that counts, so that a thread which was held up still takes what
     * came meanwhile.
     */
    boolean isLost();

    /**
     * Remembers from where on everything is needed still, for the next {@link #open}.
     *
     * @param needed negative while that is not known
     */
    void keep(long needed);

    /** Lets go of what {@link #open} took. Any thread. */
    void close() throws IOException;

    /** A queue: it has what was not acknowledged, and nothing else. */
    Reading OF_A_QUEUE =
            new Reading() {
                @Override
                public void open() {
                    // the broker knows
                }

                @Override
                public Map<String, Object> arguments(long next) {
                    return Map.of();
                }

                @Override
                public boolean wants(Delivery delivery) {
                    return true;
                }

                @Override
                public boolean isLost() {
                    return false;
                }

                @Override
                public void keep(long needed) {
                    // the broker does
                }

                @Override
                public void close() {
                    // nothing was taken
                }
            };
}
