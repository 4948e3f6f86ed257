package io.github.nanitefile.transfer.simulation;

/** What differs from one schedule to the next, beside its faults; each a number. */
enum Knob {
    SENDERS(1, 3, 1),
    FILES_PER_SENDER(1, 3, 1),
    LARGEST_FILE(0, 4_000, 1),
    /** How often a file is tried again under its token before it gets another. */
    REDELIVERIES(0, 2, 0),
    LENGTH_KNOWN(0, 1, 1),
    CHUNK_SIZE(16, 250, 250),
    SEND_WINDOW(100, 4_000, 4_000),
    IDLE_TIMEOUT_SECONDS(3, 20, 20),
    /** Whether a file can be read again from its beginning. */
    REPEATABLE(0, 1, 1),
    /** The option resume: 0 continue, 1 restart. */
    RESTARTS(0, 1, 0),
    /** Whether senders ask for receipts. */
    RECEIPTS(0, 1, 0),
    GROUPS(1, 2, 1),
    MEMBERS(1, 3, 1),
    /** A further group whose members have private queues. */
    BROADCAST(0, 3, 0),
    SHARED_SPOOL(0, 1, 0),
    REPOSITORY(0, 2, 2),
    PREFETCH(1, 60, 60),
    UNACKNOWLEDGED_SECONDS(2, 60, 60),
    TRANSFER_TIMEOUT_SECONDS(5, 40, 40),
    /** Ten times as much is no limit. */
    LARGEST_ACCEPTED(1_500, 30_000, 30_000),
    OPEN_TRANSFERS(1, 8, 8),
    SPOOL_SIZE(2_000, 30_000, 30_000),
    ROUTES_AT_ONCE(1, 3, 1),
    ON_FAILURE(0, 3, 0),
    LATENCY_MILLIS(1, 50, 1),
    DISK_LATENCY_MILLIS(1, 50, 1),
    /** Qpid's way of saying that there is no queue. */
    REFUSES_UNROUTABLE(0, 1, 0),
    FAULTS(1, 12, 1),
    FAULT_SECONDS(1, 30, 1);

    final int least;
    final int most;
    final int simplest;

    Knob(int least, int most, int simplest) {
        this.least = least;
        this.most = most;
        this.simplest = simplest;
    }
}
