/** The keys and certificates that options name, loaded when a route starts. */
package io.github.nanitefile.camel.security;
