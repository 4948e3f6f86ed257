/** What is seen of transfers from outside: JMX, health checks, the dev console and meters. */
package io.github.nanitefile.camel.management;
