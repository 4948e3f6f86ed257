package io.github.nanitefile.faults;

import java.util.List;

/** The routes of a receiver: a group each, into a folder each. */
final class ReceivingRoutes {

    private ReceivingRoutes() {}

    /**
     * @param seconds how long a route takes for a file
     */
    static String xml(List<String> groups, int seconds) {
        StringBuilder xml = new StringBuilder();
        xml.append("<routes xmlns=\"http://camel.apache.org/schema/spring\">\n");
        groups.forEach(group -> xml.append(route(group, seconds)));
        return xml.append(
                        """
                          <route id="hello" startupOrder="900">
                            <from uri="timer:hello?repeatCount=1&amp;delay=0"/>
                            <log message="Ready"/>
                          </route>
                        </routes>
                        """)
                .toString();
    }

    private static String route(String group, int seconds) {
        String delay =
                seconds == 0
                        ? ""
                        : "    <delay asyncDelayed=\"false\"><constant>"
                                + seconds * 1000
                                + "</constant></delay>\n";
        return """
                  <route id="receive-%1$s">
                    <from uri="nanitefile:global?group=%1$s"/>
                %2$s    <to uri="file:out/%1$s"/>
                    <log message="Placed ${header.CamelFileName} of group %1$s"/>
                  </route>
                """
                .formatted(group, delay);
    }
}
