/** What is logged. */
package io.github.nanitefile.log;
