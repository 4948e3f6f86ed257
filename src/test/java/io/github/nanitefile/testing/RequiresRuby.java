package io.github.nanitefile.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests and properties that need Ruby. Where it is not found they are skipped with a warning, or
 * fail if the system property {@value #REQUIRED} is true.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRuby.Condition.class)
@AddLifecycleHook(RequiresRuby.Hook.class)
public @interface RequiresRuby {

    String REQUIRED = "nanitefile.ruby.required";

    /** The libraries that must be there beside Ruby's own. */
    String[] value() default {};

    /** Looks for Ruby, for JUnit's tests. */
    final class Condition implements ExecutionCondition {

        private static final Logger LOG = LoggerFactory.getLogger(RequiresRuby.class);

        private static final String HOW =
                "no Ruby found that has what it takes; install Debian's packages ruby and"
                        + " ruby-bunny (./verify does)";

        private static final Map<List<String>, Boolean> FOUND = new ConcurrentHashMap<>();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return look(context.getRequiredTestClass());
        }

        private static ConditionEvaluationResult look(Class<?> test) {
            List<String> libraries = List.of(test.getAnnotation(RequiresRuby.class).value());
            boolean available = FOUND.computeIfAbsent(libraries, RubyPeer::available);
            ConditionEvaluationResult result =
                    decide(test.getName(), available, Boolean.getBoolean(REQUIRED));
            if (result.isDisabled()) {
                LOG.warn("SKIPPED {}: {}", test.getName(), HOW);
            }
            return result;
        }

        static ConditionEvaluationResult decide(String test, boolean available, boolean required) {
            if (available) {
                return ConditionEvaluationResult.enabled("Ruby is installed");
            }
            if (required) {
                throw new IllegalStateException(test + " cannot run: " + HOW);
            }
            return ConditionEvaluationResult.disabled(HOW);
        }
    }

    /** The same for jqwik's properties. */
    final class Hook implements SkipExecutionHook {

        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            Optional<Class<?>> test = context.optionalContainerClass();
            ConditionEvaluationResult result = Condition.look(test.orElseThrow());
            return result.isDisabled()
                    ? SkipResult.skip(result.getReason().orElseThrow())
                    : SkipResult.doNotSkip();
        }

        @Override
        public PropagationMode propagateTo() {
            return PropagationMode.ALL_DESCENDANTS;
        }
    }
}
