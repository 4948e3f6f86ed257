package io.github.nanitefile.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts Camel's own main program with routes made for the purpose, in folders of a contender. */
final class CamelHost {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Where a route takes files; it looks often, as the time until it does counts. */
    static final String TAKE =
            "file:in/%d?initialDelay=0&amp;delay=20&amp;pollStrategy=#class:"
                    + GentlePolls.class.getName();

    private static final String READY =
            "<route startupOrder=\"900\"><from uri=\"timer:ready?repeatCount=1&amp;delay=0\"/>"
                    + "<log message=\"Ready\"/></route>";

    private final Path folder;
    private final String heap;

    CamelHost(Path folder, String heap) {
        this.folder = folder;
        this.heap = heap;
    }

    Path sending() {
        return folder.resolve("send");
    }

    Path receiving() {
        return folder.resolve("receive");
    }

    String heap() {
        return heap;
    }

    Jvm startSender(String routes, List<String> properties)
            throws IOException, InterruptedException {
        return start(sending(), routes, properties);
    }

    Jvm startReceiver(String routes, List<String> properties)
            throws IOException, InterruptedException {
        return start(receiving(), routes, properties);
    }

    private Jvm start(Path side, String routes, List<String> properties)
            throws IOException, InterruptedException {
        Path xml = side.resolveSibling(side.getFileName() + ".xml");
        Files.createDirectories(side);
        Files.writeString(xml, "<camel>" + routes + READY + "</camel>");
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "camel.main.name=perf",
                                "camel.main.routesIncludePattern=file:" + xml));
        all.addAll(properties);
        Jvm jvm = new Jvm(side, heap, all, "org.apache.camel.main.Main");
        try {
            jvm.await("Ready", PATIENCE);
            return jvm;
        } catch (RuntimeException | InterruptedException e) {
            jvm.close();
            throw e;
        }
    }
}
