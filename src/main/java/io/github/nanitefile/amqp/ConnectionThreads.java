package io.github.nanitefile.amqp;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that a connection runs on.
 *
 * @param deliveries hands deliveries to consumers; never waits in ours
 * @param io makes the connection's own threads, for reading and for heartbeats
 */
public record ConnectionThreads(ExecutorService deliveries, ThreadFactory io) {}
