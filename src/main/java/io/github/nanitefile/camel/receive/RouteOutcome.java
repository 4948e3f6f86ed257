package io.github.nanitefile.camel.receive;

/** How a file's way through the route ended. */
sealed interface RouteOutcome {

    /**
     * The route is done with it.
     *
     * @param name its final name: relative to the directory where it was placed, or as the sender
     *     asked for it
     */
    record Done(String name) implements RouteOutcome {}

    /** It was dropped before the route, as was asked for; {@code reason} is a sentence. */
    record Dropped(String reason) implements RouteOutcome {}

    /** It could not be placed, or the route failed. */
    record Failed(Throwable cause) implements RouteOutcome {}
}
