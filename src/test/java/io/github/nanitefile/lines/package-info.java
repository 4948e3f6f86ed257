/** What must hold on every line of Camel that the jar is said to run on; see CONTRIBUTING. */
package io.github.nanitefile.lines;
