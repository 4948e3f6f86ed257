/** From exchanges to outgoing transfers. */
package io.github.nanitefile.camel.send;
