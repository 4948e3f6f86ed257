package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;

/** Moves a file from one folder to another, as a user would, over whatever connection there is. */
final class Moves {

    private Moves() {}

    /** Through a domain of its own, with these options of the endpoint ("?…" or nothing). */
    static void shouldMoveAFile(CamelContext context, Path folder, String options)
            throws Exception {
        NaniteFileComponent component =
                context.getComponent("nanitefile", NaniteFileComponent.class);
        component.getConfiguration().setSpoolDirectory(folder.resolve("spool").toString());
        String uri = "nanitefile:d" + UUID.randomUUID() + options;
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = folder.resolve("out");
        addRoutes(context, routes -> routes.from(uri).to("file:" + out));
        addRoutes(context, routes -> routes.from("file:" + in + "?delay=50").to(uri));
        context.start();

        Path written = Files.writeString(folder.resolve("a.txt"), "hello");
        Files.move(written, in.resolve("a.txt"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(out.resolve("a.txt")));
        assertThat(out.resolve("a.txt")).hasContent("hello");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(in.resolve(".camel/a.txt")));
    }

    static void addRoutes(CamelContext context, LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }
}
