package example;

import org.apache.camel.builder.RouteBuilder;

public class Routes extends RouteBuilder {

    @Override
    public void configure() {
        from("nanitefile:global")
                .log(
                        "Received ${header.CamelFileName}: ${header.CamelFileLength} bytes,"
                                + " verified: ${header.CamelNaniteFileVerified}")
                .to("file:out");

        from("file:in?readLock=changed").to("nanitefile:global").log("Sent ${header.CamelFileName}");
    }
}
