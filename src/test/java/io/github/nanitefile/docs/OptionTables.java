package io.github.nanitefile.docs;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of the component's page, made of the catalogue. In the page each stands between the
 * comments {@code // NAME: START} and {@code // NAME: END}.
 */
final class OptionTables {

    private static final Map<String, String> GROUPS =
            Map.of(
                    "common", "both",
                    "consumer", "receiving",
                    "consumer (advanced)", "receiving, advanced",
                    "producer", "sending",
                    "producer (advanced)", "sending, advanced",
                    "connection (advanced)", "connection, advanced",
                    "security (advanced)", "security, advanced");

    private static final String OPTIONS_BEGIN =
            """
            [width="100%",cols="2,5,1,1",options="header"]
            |===
            | Name | Description | Default | Type
            """;

    private static final String HEADERS_BEGIN =
            """
            [width="100%",cols="3,1,1,5,1",options="header"]
            |===
            | Name | Sender | Receiver | Description | Type
            """;

    private static final String END = "|===\n";

    private final Catalogue catalogue;

    OptionTables(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The page with its tables made anew; everything else as it is. */
    String renew(String page) {
        String renewed = page;
        for (Map.Entry<String, String> table : tables().entrySet()) {
            renewed = replace(renewed, table.getKey(), table.getValue());
        }
        return renewed;
    }

    private Map<String, String> tables() {
        return Map.of(
                "component options", options(catalogue.componentOptions()),
                "path parameters",
                        options(only(catalogue.endpointOptions(), Catalogue.Entry::isPath)),
                "query parameters",
                        options(only(catalogue.endpointOptions(), entry -> !entry.isPath())),
                "headers", headers());
    }

    private static List<Catalogue.Entry> only(
            List<Catalogue.Entry> entries, Predicate<Catalogue.Entry> which) {
        return entries.stream().filter(which).toList();
    }

    private static String replace(String page, String name, String table) {
        Matcher place =
                Pattern.compile("(?s)(?<=// " + name + ": START\n).*?(?=// " + name + ": END\n)")
                        .matcher(page);
        if (!place.find()) {
            throw new IllegalArgumentException(
                    "The page has no place for its table: put '// "
                            + name
                            + ": START' and '// "
                            + name
                            + ": END' where it belongs, each on a line of its own");
        }
        return page.substring(0, place.start()) + table + page.substring(place.end());
    }

    private static String options(List<Catalogue.Entry> options) {
        return options.stream()
                .map(
                        option ->
                                "| *%s* (%s) | %s | %s | %s\n"
                                        .formatted(
                                                option.name(),
                                                GROUPS.getOrDefault(option.group(), option.group()),
                                                cell(description(option)),
                                                cell(option.defaultValue()),
                                                option.type()))
                .collect(Collectors.joining("", OPTIONS_BEGIN, END));
    }

    private static String description(Catalogue.Entry option) {
        return option.values().isEmpty()
                ? option.description()
                : option.description() + " One of " + String.join(", ", option.values()) + ".";
    }

    private String headers() {
        return catalogue.headers().stream()
                .map(
                        header ->
                                "| *%s* | %s | %s | %s | %s\n"
                                        .formatted(
                                                header.name(),
                                                HeaderUse.of(header.name()).sender(),
                                                HeaderUse.of(header.name()).receiver(),
                                                cell(header.description()),
                                                header.type()))
                .collect(Collectors.joining("", HEADERS_BEGIN, END));
    }

    /** AsciiDoc would take the bar for the next cell, and braces for an attribute. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("{", "\\{");
    }
}
