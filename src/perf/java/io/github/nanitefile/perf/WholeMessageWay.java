package io.github.nanitefile.perf;

import java.io.IOException;
import java.util.List;

/**
 * Every file as one message through {@code spring-rabbitmq:}, with publisher confirms. A file that
 * is too large for that goes in parts, each a file of its own.
 */
final class WholeMessageWay implements Way {

    /** RabbitMQ refuses more than 512 MiB; this leaves the heap some room. */
    private static final long MOST_BYTES = 128 << 20;

    private static final String RABBIT =
            """
            <bean name="client" type="com.rabbitmq.client.ConnectionFactory"><properties>
            <property key="host" value="{{perf.host}}"/><property key="port" value="{{perf.port}}"/>
            <property key="username" value="{{perf.username}}"/>
            <property key="password" value="{{perf.password}}"/>
            <property key="maxInboundMessageBodySize" value="%d"/></properties></bean>
            <bean name="rabbit"
             type="org.springframework.amqp.rabbit.connection.CachingConnectionFactory">
            <constructors><constructor index="0" value="#bean:client"/></constructors>
            <properties><property key="publisherConfirmType" value="SIMPLE"/></properties></bean>
            """
                    .formatted(2 * MOST_BYTES);
    private static final String ENDPOINT =
            "spring-rabbitmq:%s?connectionFactory=#bean:rabbit&amp;routingKey="
                    + Queues.ROUTING_KEY;
    private static final String SEND =
            "<route><from uri=\"%s\"/><convertBodyTo type=\"byte[]\"/>"
                    + "<setHeader name=\"name\"><simple>${file:name}</simple></setHeader>"
                    + "<to uri=\"%s&amp;confirm=enabled&amp;confirmTimeout=60000\"/></route>";
    private static final String RECEIVE =
            "<route><from uri=\"%s&amp;queues=%s&amp;autoDeclare=false&amp;prefetchCount=%d\"/>"
                    + "<setHeader name=\"CamelFileName\"><simple>${header.name}</simple></setHeader>"
                    + "<to uri=\"file:out/1?tempPrefix=.part-\"/></route>";

    /** Spring's own; of large ones the receiver could not hold that many. */
    private static final int USUAL_PREFETCH = 250;

    private final Scene scene;
    private final Queues queues;

    WholeMessageWay(Scene scene) {
        this.scene = scene;
        queues = new Queues(scene, "whole-message");
    }

    @Override
    public String name() {
        return "whole-message";
    }

    @Override
    public String heap() {
        return "2g";
    }

    @Override
    public int files(PerfCase perfCase) {
        int parts = (int) ((perfCase.fileBytes() + MOST_BYTES - 1) / MOST_BYTES);
        return perfCase.files() * parts;
    }

    @Override
    public Jvm startReceiver(CamelHost host) throws IOException, InterruptedException {
        queues.declare();
        int prefetch = scene.perfCase().isSmall() ? USUAL_PREFETCH : 1;
        String routes = RECEIVE.formatted(endpoint(), queues.names().get(0), prefetch);
        return host.startReceiver(RABBIT + routes, properties());
    }

    @Override
    public Jvm startSender(CamelHost host) throws IOException, InterruptedException {
        String routes = SEND.formatted(CamelHost.TAKE.formatted(1), endpoint());
        return host.startSender(RABBIT + routes, properties());
    }

    @Override
    public List<String> queues() {
        return queues.names();
    }

    private String endpoint() {
        return ENDPOINT.formatted(queues.exchange());
    }

    private List<String> properties() {
        return List.of(
                "perf.host=" + scene.broker().host(),
                "perf.port=" + scene.broker().port(),
                "perf.username=" + scene.broker().username(),
                "perf.password=" + scene.broker().password());
    }
}
