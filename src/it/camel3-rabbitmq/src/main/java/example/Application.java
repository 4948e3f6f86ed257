package example;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

public class Application extends RouteBuilder {

    public static void main(String[] args) throws Exception {
        new Main(Application.class).run(args);
    }

    @Override
    public void configure() {
        from("nanitefile:global")
                .log(
                        "Received ${header.CamelFileName}: ${header.CamelFileLength} bytes,"
                                + " verified: ${header.CamelNaniteFileVerified}")
                .to("file:out")
                // A route that was there before: it announces each file on an exchange of its own.
                .setBody(header("CamelFileName"))
                .removeHeaders("*")
                .to("rabbitmq:announcements?queue=announcements&routingKey=file&autoDelete=false");

        from("rabbitmq:announcements?queue=announcements&routingKey=file&autoDelete=false")
                .log("Announced: ${body}");

        from("file:in?readLock=changed").to("nanitefile:global").log("Sent ${header.CamelFileName}");
    }
}
