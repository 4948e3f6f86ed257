/** Packets in users' own routes, without the component. */
package io.github.nanitefile.camel.dataformat;
