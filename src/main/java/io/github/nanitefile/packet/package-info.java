/** The vocabulary: packets, their names and the formats in which they travel. No I/O. */
package io.github.nanitefile.packet;
