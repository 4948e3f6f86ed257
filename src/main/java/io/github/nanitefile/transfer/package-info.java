/**
 * The rules of moving a file: what a sender sends next, what a receiver does with a packet. Time is
 * an argument; no threads, no clock, no broker, no Camel, and no disk but through {@link
 * io.github.nanitefile.transfer.receive.TransferStore}.
 */
package io.github.nanitefile.transfer;
