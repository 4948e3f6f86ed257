package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Transfers for which there is no room yet. Only the tags of their messages are kept, never the
 * bodies: when there is room the messages go back into the queue, whose order the broker keeps, and
 * come again.
 */
final class WaitingTransfers {

    private final Map<Token, Waiting> waiting = new LinkedHashMap<>();
    private int held;

    /** A transfer that waits, and the messages of it that are held. */
    record Waiting(String domain, FileStart start, Annotations annotations, List<Long> tags) {}

    void add(String domain, FileStart start, Annotations annotations, long tag) {
        waiting.put(
                start.token(),
                new Waiting(domain, start, annotations, new ArrayList<>(List.of(tag))));
        held++;
    }

    /** Holds one more message of a transfer that waits; says false if it does not. */
    boolean hold(Token token, long tag) {
        Waiting one = waiting.get(token);
        if (one == null) {
            return false;
        }
        one.tags().add(tag);
        held++;
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int held() {
        return held;
    }

    Waiting oldest() {
        return waiting.values().iterator().next();
    }

    Waiting youngest() {
        Waiting last = null;
        for (Waiting one : waiting.values()) {
            last = one;
        }
        return last;
    }

    void remove(Waiting one) {
        waiting.remove(one.start().token());
        held -= one.tags().size();
    }

    void clear() {
        waiting.clear();
        held = 0;
    }
}
