package io.github.nanitefile.amqp;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that a connection runs on.
 *
 * @param goodbyes ends connections that are closed here
 * @param io makes the connection's own threads, for reading and for heartbeats
 */
public record ConnectionThreads(ExecutorService goodbyes, ThreadFactory io) {}
