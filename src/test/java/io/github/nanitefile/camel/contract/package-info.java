/** What users of the component may rely on, held against both brokers. */
package io.github.nanitefile.camel.contract;
