package io.github.nanitefile.faults;

import io.github.nanitefile.testing.CamelProcess;
import java.util.stream.Collectors;

/** The routes of a receiver: a group each, into a folder each. */
final class ReceivingRoutes {

    private ReceivingRoutes() {}

    static String xml(Setup setup) {
        return CamelProcess.routes(
                setup.groups().stream()
                        .map(group -> route(group, setup))
                        .collect(Collectors.joining()));
    }

    private static String route(String group, Setup setup) {
        String out = "out/" + group;
        return """
                  <route id="receive-%1$s">
                    <from uri="nanitefile:global?group=%1$s%2$s"/>
                %3$s%4$s    <log message="Placed ${header.CamelFileName} of group %1$s"/>
                  </route>
                """
                .formatted(
                        group,
                        options(group, out, setup),
                        delay(setup.routeSeconds()),
                        setup.isDirectory() ? "" : "    <to uri=\"file:" + out + "\"/>\n");
    }

    private static String options(String group, String out, Setup setup) {
        String options = "";
        if (setup.isDirectory()) {
            options += "&amp;directory=" + out;
        }
        if (setup.isRemembering()) {
            options += "&amp;idempotentRepository=#" + repository(group);
        }
        return options;
    }

    /** The name of the bean that remembers the files of a group. */
    static String repository(String group) {
        return "seen_" + group;
    }

    private static String delay(int seconds) {
        return seconds == 0
                ? ""
                : "    <delay asyncDelayed=\"false\"><constant>"
                        + seconds * 1000
                        + "</constant></delay>\n";
    }
}
