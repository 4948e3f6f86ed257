/** YAML as Ruby's Psych and Syck write and read it, as far as packets need it. */
package io.github.nanitefile.packet.yaml;
