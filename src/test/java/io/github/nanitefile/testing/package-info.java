/** Who stands at the other end in tests: brokers, embedded and private RabbitMQ nodes, and Ruby. */
package io.github.nanitefile.testing;
