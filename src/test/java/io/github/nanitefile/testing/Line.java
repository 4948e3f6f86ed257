package io.github.nanitefile.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the line of Camel that a run is on has, and others have not. */
public final class Line {

    private Line() {}

    /** Skips a test of spring-rabbitmq: endpoints where Camel's artifact for them is not. */
    public static void assumeSpringRabbitMq() {
        assumeTrue(
                has("org.apache.camel.component.springrabbit.SpringRabbitMQComponent"),
                "camel-spring-rabbitmq cannot be had for this line; Camel 3 uses rabbitmq:");
    }

    /** Skips a test of XML that camel-xml-io-dsl alone reads. */
    public static void assumeXmlDsl() {
        assumeTrue(
                has("org.apache.camel.dsl.xml.io.XmlRoutesBuilderLoader"),
                "camel-xml-io-dsl, which reads <camel>, is not on this line");
    }

    private static boolean has(String type) {
        return Line.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }
}
