/**
 * RabbitMQ: connections, the exchange and the queues, publishing with confirms, consuming with
 * acknowledgements. Packets are bytes and annotations here. No Camel.
 */
package io.github.nanitefile.amqp;
