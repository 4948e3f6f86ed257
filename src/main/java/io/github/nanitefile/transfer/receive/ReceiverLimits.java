package io.github.nanitefile.transfer.receive;

import java.time.Duration;

/**
 * What a receiver lets in, and for how long.
 *
 * @param prefetch how many messages may be unacknowledged at once, from 1
 * @param maxUnacknowledgedAge how long a message may stay unacknowledged before its transfer is
 *     spilled; below RabbitMQ's consumer time-out
 * @param transferTimeout how long a transfer may be without a packet before it fails; what the
 *     sender announced counts where it is longer
 * @param maxFileSize the largest file in bytes; larger ones are refused
 * @param maxOpenTransfers how many transfers may be open at once, those in the route included; more
 *     wait
 * @param maxSpoolSize how many bytes open transfers may have or have announced; more wait; one that
 *     alone is larger is refused
 * @param requireVerified whether transfers of plain peers are refused
 */
public record ReceiverLimits(
        int prefetch,
        Duration maxUnacknowledgedAge,
        Duration transferTimeout,
        long maxFileSize,
        int maxOpenTransfers,
        long maxSpoolSize,
        boolean requireVerified) {}
