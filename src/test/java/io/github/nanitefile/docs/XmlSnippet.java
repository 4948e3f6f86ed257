package io.github.nanitefile.docs;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What a snippet of XML is part of. */
final class XmlSnippet {

    private static final String ROUTES = "<routes xmlns=\"http://camel.apache.org/schema/spring\">";

    private static final String BEANS =
            """
            <beans xmlns="http://www.springframework.org/schema/beans"
                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                   xsi:schemaLocation="http://www.springframework.org/schema/beans
                                       http://www.springframework.org/schema/beans/spring-beans.xsd">
            """;

    private XmlSnippet() {}

    /** A part of Maven's pom. */
    static boolean isDependency(Snippet snippet) {
        return snippet.text().startsWith("<dependency>");
    }

    /** Beans of Spring's. */
    static boolean isSpring(Snippet snippet) {
        return snippet.text().startsWith("<bean ") && snippet.text().contains(" class=");
    }

    /**
     * A file of routes: whole as it is, or else routes, or steps of one, with what belongs around.
     */
    static String routes(String text) {
        if (text.startsWith("<route>") || text.startsWith("<route ")) {
            return ROUTES + text + "</routes>";
        }
        if (text.startsWith("<unmarshal>") || text.startsWith("<marshal>")) {
            return ROUTES + "<route><from uri=\"direct:a\"/>" + text + "</route></routes>";
        }
        return text;
    }

    /** Lets Spring make the beans; says their names. */
    static List<String> beans(Snippet snippet) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            byte[] xml = (BEANS + snippet.text() + "</beans>").getBytes(StandardCharsets.UTF_8);
            new XmlBeanDefinitionReader(context).loadBeanDefinitions(new ByteArrayResource(xml));
            context.refresh();
            return List.of(context.getBeanDefinitionNames());
        }
    }

    /** The coordinates that a dependency names, or those of the pom. */
    static List<String> coordinates(Snippet dependency) throws Exception {
        return coordinates(new InputSource(new StringReader(dependency.text())));
    }

    static List<String> coordinates(Path pom) throws Exception {
        return coordinates(new InputSource(pom.toUri().toString()));
    }

    private static List<String> coordinates(InputSource xml) throws Exception {
        Element root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(xml)
                        .getDocumentElement();
        return Stream.of("groupId", "artifactId", "version")
                .map(name -> root.getElementsByTagName(name).item(0).getTextContent())
                .toList();
    }
}
