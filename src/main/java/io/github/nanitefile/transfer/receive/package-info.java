/** What a receiver does with a packet, and when a file counts as received. */
package io.github.nanitefile.transfer.receive;
