package io.github.nanitefile.transfer.simulation;

/** What may go wrong in a schedule; each schedule has some of them. */
enum Fault {
    /** A sender's process dies, at any step, and is started again. */
    SENDER_CRASH,
    /** A receiver's process dies, at any step, and is started again. */
    RECEIVER_CRASH,
    /** A sender or receiver is stopped in order, and started again. */
    STOP,
    /** A receiver's route is suspended, and resumed. */
    SUSPEND,
    /** The broker dies; what it has not confirmed may be lost, in parts. */
    BROKER_CRASH,
    /** A connection is cut; what was on its way is lost from some frame on. */
    CONNECTION_RESET,
    /** What a cut connection had sent reaches the broker later than what the next one sends. */
    LINGERING,
    /** The broker reads nothing from publishers for a while. */
    ALARM,
    /** A process stands still, for its clock to jump. */
    FREEZE,
    /** A process takes long for everything. */
    SLOW_PEER,
    /** A disk fails at some operations, or is full. */
    DISK,
    /** After a crash there is more on the disk than the record says. */
    TORN_TAIL,
    /** The idempotent repository cannot be asked. */
    REPOSITORY,
    /** The route fails on some files. */
    ROUTE_FAILS,
    /** The route is slower than files come. */
    ROUTE_SLOW,
    /** The broker has messages twice, and forgets acknowledgements when it dies. */
    DUPLICATES,
    /** The broker refuses messages for a while. */
    REFUSALS,
    /** Receivers start after senders. */
    LATE_RECEIVER,
    /** Sources fail, or change while they are read. */
    SOURCE
}
