package io.github.nanitefile.perf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Routes as users write them: {@code file:} to {@code nanitefile:}, and back. */
final class NanitefileWay implements Way {

    private static final String SEND =
            "<route><from uri=\"%s\"/><to uri=\"nanitefile:perf?chunkSize=%d\"/></route>";
    private static final String RECEIVE =
            "<route><from uri=\"nanitefile:perf?group=%1$d&amp;queueType=%2$s\"/>"
                    + "<to uri=\"file:out/%1$d\"/></route>";

    private final Scene scene;

    NanitefileWay(Scene scene) {
        this.scene = scene;
    }

    @Override
    public String name() {
        return "nanitefile";
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    @Override
    public String heap() {
        return scene.heap();
    }

    @Override
    public Jvm startReceiver(CamelHost host) throws IOException, InterruptedException {
        StringBuilder routes = new StringBuilder();
        for (int group = 1; group <= scene.perfCase().groups(); group++) {
            routes.append(RECEIVE.formatted(group, scene.queueType()));
        }
        return host.startReceiver(routes.toString(), properties());
    }

    @Override
    public Jvm startSender(CamelHost host) throws IOException, InterruptedException {
        StringBuilder routes = new StringBuilder();
        for (int sender = 1; sender <= scene.perfCase().senders(); sender++) {
            String take = CamelHost.TAKE.formatted(sender);
            routes.append(SEND.formatted(take, scene.perfCase().chunkSize()));
        }
        return host.startSender(routes.toString(), properties());
    }

    @Override
    public List<String> queues() {
        List<String> queues = new ArrayList<>();
        for (int group = 1; group <= scene.perfCase().groups(); group++) {
            queues.add("nanitefile:perf:" + group);
        }
        return queues;
    }

    private List<String> properties() {
        return List.of(
                "camel.component.nanitefile.addresses=" + scene.broker().addresses(),
                "camel.component.nanitefile.username=" + scene.broker().username(),
                "camel.component.nanitefile.password=" + scene.broker().password());
    }
}
