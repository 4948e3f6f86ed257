/**
 * Spring Boot: its properties {@code camel.component.nanitefile.*} become options of the component.
 * Nothing else refers to this package, which is loaded by Spring Boot alone.
 */
package io.github.nanitefile.camel.boot;
