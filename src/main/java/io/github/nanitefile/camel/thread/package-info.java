/** The threads that own state. */
package io.github.nanitefile.camel.thread;
