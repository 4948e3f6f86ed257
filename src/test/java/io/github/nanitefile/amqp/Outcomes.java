package io.github.nanitefile.amqp;

import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what becomes of published messages. */
final class Outcomes implements Publisher.Listener {

    final NavigableSet<Long> confirmed = new ConcurrentSkipListSet<>();
    final NavigableSet<Long> refused = new ConcurrentSkipListSet<>();
    final List<String> returned = new CopyOnWriteArrayList<>();
    final BlockingQueue<BrokerException> losses = new LinkedBlockingQueue<>();

    @Override
    public void confirmed(long number, boolean multiple) {
        note(confirmed, number, multiple);
    }

    @Override
    public void refused(long number, boolean multiple) {
        note(refused, number, multiple);
    }

    private static void note(NavigableSet<Long> numbers, long number, boolean multiple) {
        for (long one = multiple ? 1 : number; one <= number; one++) {
            numbers.add(one);
        }
    }

    @Override
    public void returned(String correlationId) {
        returned.add(correlationId);
    }

    @Override
    public void lost(BrokerException cause) {
        losses.add(cause);
    }
}
