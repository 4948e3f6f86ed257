/**
 * Real faults: processes that die or stand still, connections that break, brokers that block, disks
 * that fill up. {@code mvn -Pfaults} runs each many times; see CONTRIBUTING.
 */
package io.github.nanitefile.faults;
