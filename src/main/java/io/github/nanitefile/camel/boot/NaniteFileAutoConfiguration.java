package io.github.nanitefile.camel.boot;

import io.github.nanitefile.camel.NaniteFileComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Gives the component what Spring Boot's environment has under {@code camel.component.nanitefile}:
 * what a Camel starter does for Camel's own components. Uses only what Spring Boot 2.7 to 4 have in
 * common.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(
        prefix = NaniteFileAutoConfiguration.PREFIX,
        name = "enabled",
        matchIfMissing = true)
public class NaniteFileAutoConfiguration {

    static final String PREFIX = "camel.component.nanitefile";

    /** Camel asks it when the component is made, before it starts. */
    @Bean
    ComponentCustomizer naniteFileProperties(Environment environment) {
        BootProperties properties =
                new BootProperties(
                        PREFIX,
                        Binder.get(environment)
                                .bindOrCreate(PREFIX, Bindable.mapOf(String.class, String.class)));
        return ComponentCustomizer.forType(NaniteFileComponent.class, properties::applyTo);
    }
}
