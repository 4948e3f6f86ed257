package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Transfers for which there is no room yet, and their messages in the order in which they came. The
 * messages stay unacknowledged, so the prefetch bounds them. They do not go back into the queue
 * meanwhile: later ones of the same transfer, which are on their way already, would overtake them.
 */
final class WaitingTransfers {

    private final Map<TransferId, List<Message>> waiting = new LinkedHashMap<>();
    private int held;

    /** Lets a transfer wait, from its FileStart on. */
    void add(Message start) {
        waiting.put(start.id(), new ArrayList<>(List.of(start)));
        held++;
    }

    /** Holds one more message of a transfer that waits; says false if it does not. */
    boolean hold(Message message) {
        List<Message> earlier = waiting.get(message.id());
        if (earlier == null) {
            return false;
        }
        earlier.add(message);
        held++;
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int held() {
        return held;
    }

    /** The FileStart of the one that waits longest. */
    Message oldest() {
        return waiting.values().iterator().next().get(0);
    }

    List<Message> takeOldest() {
        return take(oldest().id());
    }

    List<Message> takeYoungest() {
        TransferId last = null;
        for (TransferId one : waiting.keySet()) {
            last = one;
        }
        return take(last);
    }

    /** The messages of the transfer of that token; none if it does not wait. */
    List<Message> takeOf(Token token) {
        for (TransferId one : waiting.keySet()) {
            if (one.token().equals(token)) {
                return take(one);
            }
        }
        return List.of();
    }

    /** Where in the stream each begins. */
    LongStream positions() {
        return waiting.values().stream().mapToLong(messages -> messages.get(0).position());
    }

    private List<Message> take(TransferId id) {
        List<Message> messages = waiting.remove(id);
        held -= messages.size();
        return messages;
    }

    List<List<Message>> takeAll() {
        List<List<Message>> all = List.copyOf(waiting.values());
        waiting.clear();
        held = 0;
        return all;
    }
}
