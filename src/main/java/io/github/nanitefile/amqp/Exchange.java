package io.github.nanitefile.amqp;

/**
 * The topic exchange that packets go through.
 *
 * @param name Nanite's is {@code file broadcast}
 * @param durable whether it outlives a restart of the broker, if this side is the one to declare it
 * @param declared whether this side declares it, and what is bound to it; else all of that is
 *     expected to be there
 */
public record Exchange(String name, boolean durable, boolean declared) {}
