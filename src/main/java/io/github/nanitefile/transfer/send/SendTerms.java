package io.github.nanitefile.transfer.send;

import java.time.Duration;

/**
 * How an endpoint's transfers are sent.
 *
 * @param chunkSize the most bytes of a chunk, from 1
 * @param idleTimeout how long a transfer may be without progress before it fails; announced to
 *     receivers as the longest pause
 * @param restarts whether a transfer of which the fate of a packet is unknown, after a lost
 *     connection, starts over under a new token, instead of repeating packets
 * @param receipts how many receivers have to say that they have the file, from 0
 */
public record SendTerms(int chunkSize, Duration idleTimeout, boolean restarts, int receipts) {}
