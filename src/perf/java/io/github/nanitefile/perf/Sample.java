package io.github.nanitefile.perf;

/**
 * Everything moved once.
 *
 * @param seconds from the first byte sent to the last file, or message, received
 * @param brokerCpu seconds of processor that RabbitMQ used
 */
record Sample(double seconds, Cost sender, Cost receiver, double brokerCpu) {}
