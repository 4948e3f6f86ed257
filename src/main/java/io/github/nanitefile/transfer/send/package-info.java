/** What a sender sends next, and when a file counts as sent. */
package io.github.nanitefile.transfer.send;
