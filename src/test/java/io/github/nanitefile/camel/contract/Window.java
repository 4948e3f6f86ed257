package io.github.nanitefile.camel.contract;

import io.github.nanitefile.camel.NaniteFileComponent;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;

/** Makes sending slow enough to step in. */
final class Window {

    private Window() {}

    /** Lets only so many bytes be under way. */
    static void of(CamelContext context, long bytes) {
        context.getComponent("nanitefile", NaniteFileComponent.class).setWindowSize(bytes);
    }

    /** Does it, on a thread of its own, as soon as a first packet is there. */
    static Thread whenFirstSeen(List<?> seen, Callable<?> action) {
        Thread thread =
                new Thread(
                        () -> {
                            Contract.await("a first packet").until(() -> !seen.isEmpty());
                            try {
                                action.call();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        thread.start();
        return thread;
    }
}
