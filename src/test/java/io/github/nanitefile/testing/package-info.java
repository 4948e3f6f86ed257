/** Who stands at the other end in tests: brokers, Camel processes, and Ruby. */
package io.github.nanitefile.testing;
