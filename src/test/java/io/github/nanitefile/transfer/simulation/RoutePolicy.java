package io.github.nanitefile.transfer.simulation;

/** What becomes of a file when the route failed: the component's option onFailure. */
enum RoutePolicy {
    KEEP,
    REQUEUE,
    REJECT,
    /** As requeue where files are placed: the same bytes are delivered again. */
    DELIVER_AGAIN
}
