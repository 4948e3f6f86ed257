/** Ruby's Marshal 4.8, as far as packets need it. */
package io.github.nanitefile.packet.marshal;
