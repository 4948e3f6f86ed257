/**
 * An AMQP 0-9-1 broker inside this JVM, for demos and tests; Apache Qpid Broker-J does the work.
 */
package io.github.nanitefile.embedded;
