/** Brokers for tests: the embedded one and private RabbitMQ nodes. */
package io.github.nanitefile.testing;
