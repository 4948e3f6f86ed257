package io.github.nanitefile.amqp;

import java.util.Map;

/**
 * A message as it came from a queue.
 *
 * @param tag names it on its subscription when it is settled
 * @param routingKey how it was addressed
 * @param correlationId null or what it says it belongs to; of our messages the token
 * @param replyTo null or the queue where its sender waits for an answer
 * @param headers null or its headers
 * @param offset its number in the stream; {@link #OF_A_QUEUE} if it comes from none
 * @param deliveredBefore how often the broker had delivered it before; of queues that do not count
 *     (all but quorum queues) 0 or 1
 * @param body given away
 */
public record Delivery(
        long tag,
        String routingKey,
        String correlationId,
        String replyTo,
        Map<String, Object> headers,
        long offset,
        int deliveredBefore,
        byte[] body) {

    /** Queues do not number their messages. */
    public static final long OF_A_QUEUE = -1;
}
