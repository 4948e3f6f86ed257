package io.github.nanitefile.transfer.simulation;

/**
 * Receivers that share a queue.
 *
 * @param name of the group and of its queue
 * @param broadcast whether each of them has a private queue instead, which goes with its connection
 * @param repository shared by all, where there is a shared one
 */
record Group(String name, boolean broadcast, Repository repository) {}
