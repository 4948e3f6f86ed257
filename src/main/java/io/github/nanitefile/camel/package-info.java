/**
 * The component's face to Camel. Translates exchanges into transfers and back; decides nothing
 * about them.
 */
package io.github.nanitefile.camel;
