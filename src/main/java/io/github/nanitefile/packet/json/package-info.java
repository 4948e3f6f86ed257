/** JSON as Nanite's peers write it, and reading it for the secure format. */
package io.github.nanitefile.packet.json;
