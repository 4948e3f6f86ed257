/**
 * Where a connection comes from: the endpoint's own options, the registry, camel-rabbitmq,
 * camel-spring-rabbitmq, the embedded broker.
 */
package io.github.nanitefile.camel.connection;
