package example;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    RouteBuilder files() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("nanitefile:global")
                        .log(
                                "Received ${header.CamelFileName}: ${header.CamelFileLength} bytes,"
                                        + " verified: ${header.CamelNaniteFileVerified}")
                        .to("file:out");

                from("file:in?readLock=changed")
                        .to("nanitefile:global")
                        .log("Sent ${header.CamelFileName}");
            }
        };
    }
}
