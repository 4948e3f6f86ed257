/**
 * How fast files go from one JVM to another, and what it takes, beside RabbitMQ's own PerfTest and
 * what else a Camel user may do: {@code mvn -Pperf}.
 */
package io.github.nanitefile.perf;
