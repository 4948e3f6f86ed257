package io.github.nanitefile.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Sets the component's options as the configurer that Camel generated does, but refuses what is no
 * number where one is taken, see {@link NumberOptions}. Stateless.
 */
final class NumberCheckingConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter types;

    NumberCheckingConfigurer(PropertyConfigurer generated) {
        this.generated = generated;
        types = (PropertyConfigurerGetter) generated;
    }

    @Override
    public boolean configure(
            CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        NumberOptions.check(types, name, value);
        return generated.configure(context, target, name, value, ignoreCase);
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return types.getOptionType(name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return types.getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return types.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return types.getOptionValue(target, name, ignoreCase);
    }
}
