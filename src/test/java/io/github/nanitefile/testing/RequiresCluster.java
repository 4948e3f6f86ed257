package io.github.nanitefile.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that need a cluster of RabbitMQ nodes, which takes a minute or two to start, to lose nodes
 * and to get them back: no build runs them unless it is asked to, see CONTRIBUTING.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@RequiresRabbitMq
public @interface RequiresCluster {}
