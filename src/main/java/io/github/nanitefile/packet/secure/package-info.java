/** Nanite's secure serializer: packets that are signed, and encrypted if wanted. */
package io.github.nanitefile.packet.secure;
