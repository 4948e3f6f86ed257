package io.github.nanitefile.camel.receive;

/** How a file's way through the route ended. */
sealed interface RouteOutcome {

    /**
     * The route is done with it.
     *
     * @param name its final name: relative to the directory where it was placed, or as the sender
     *     asked for it; null if another member had it, under a name that is not known here
     */
    record Done(String name) implements RouteOutcome {}

    /** It was dropped before the route, as was asked for; {@code reason} is a sentence. */
    record Dropped(String reason) implements RouteOutcome {}

    /** Nobody can say now whether it has been through the route already. */
    record Unknown(Throwable cause) implements RouteOutcome {}

    /** It could not be placed, or the route failed. */
    record Failed(Throwable cause) implements RouteOutcome {}
}
