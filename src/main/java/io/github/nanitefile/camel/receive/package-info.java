/** From incoming transfers to exchanges. */
package io.github.nanitefile.camel.receive;
