package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersServicesTest {

    @TempDir Path folder;

    private FileIdempotentRepository repository() {
        return new FileIdempotentRepository(
                folder.resolve("seen").toFile(), new java.util.HashMap<>());
    }

    @Test
    void shouldStartWhatTheContextDoesNotKnow() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            FileIdempotentRepository repository = repository();

            UsersServices.start(context, repository);

            assertThat(repository.isStarted()).isTrue();
            assertThat(context.hasService(repository)).isTrue();
        }
    }

    @Test
    void shouldStartWhatTheContextDoesNotKnowWhileItIsStarting() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            FileIdempotentRepository repository = repository();

            UsersServices.start(context, repository);

            assertThat(repository.isStarted()).isTrue();
            assertThat(context.hasService(repository)).isTrue();
        }
    }

    @Test
    void shouldStartWhatTheContextWouldStartLater() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            FileIdempotentRepository repository = repository();
            context.addService(repository, true, false);
            assertThat(context.hasService(repository)).isTrue();
            assertThat(repository.isStarted()).isFalse();

            UsersServices.start(context, repository);

            assertThat(repository.isStarted()).isTrue();
            repository.add("a");
        }
    }
}
