package io.github.nanitefile.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests that need a RabbitMQ server. Where none is found they are skipped with a warning, or fail
 * if the system property {@value #REQUIRED} is true. The profile rabbitmq4 finds them by their tag.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("rabbitmq")
@ExtendWith(RequiresRabbitMq.Condition.class)
public @interface RequiresRabbitMq {

    String REQUIRED = "nanitefile.rabbitmq.required";

    /** Looks for a server. */
    final class Condition implements ExecutionCondition {

        private static final Logger LOG = LoggerFactory.getLogger(RequiresRabbitMq.class);

        private static final String HOW =
                "no RabbitMQ server found; install Debian's package rabbitmq-server (./verify"
                        + " does), or name the folder of another one with -D"
                        + RabbitNode.HOME_PROPERTY;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String test =
                    context.getTestMethod()
                            .map(
                                    method ->
                                            context.getRequiredTestClass().getName()
                                                    + "."
                                                    + method.getName())
                            .orElseGet(() -> context.getRequiredTestClass().getName());
            ConditionEvaluationResult result =
                    decide(test, RabbitNode.available(), Boolean.getBoolean(REQUIRED));
            if (result.isDisabled()) {
                LOG.warn("SKIPPED {}: {}", test, HOW);
            }
            return result;
        }

        static ConditionEvaluationResult decide(String test, boolean available, boolean required) {
            if (available) {
                return ConditionEvaluationResult.enabled("RabbitMQ is installed");
            }
            if (required) {
                throw new IllegalStateException(test + " cannot run: " + HOW);
            }
            return ConditionEvaluationResult.disabled(HOW);
        }
    }
}
