/** What the formats share: the values that a message may hold, and how much of them. */
package io.github.nanitefile.packet.value;
