package io.github.nanitefile.packet.value;

/**
 * What stands in for an object of a Ruby class, or for an array or hash that holds one. It was
 * passed over: nothing is made of it, and its class name is only ever printed.
 *
 * @param className the class, as the message names it
 */
public record ForeignObject(String className) {}
