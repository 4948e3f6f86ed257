package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.docs.Commands;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RabbitNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Users who have what docs/clustering.md gives them for one domain, and nothing else: its commands,
 * with the test's domain. The broker decides.
 */
abstract class DocumentedUsers extends Contract {

    static final Path PAGE = Path.of("docs/clustering.md");
    private static final String DOCUMENTED = "invoices";

    private final Set<String> users = new HashSet<>();
    private final Set<String> virtualHosts = new HashSet<>();

    @Override
    RabbitNode broker() {
        return Brokers.rabbit();
    }

    @BeforeEach
    void declareTheExchange() throws Exception {
        wire().close(); // whoever may does
    }

    /** Runs the page's commands for that user. */
    final void add(String user) throws Exception {
        if (!users.add(user)) {
            return;
        }
        List<List<String>> commands =
                Commands.of(PAGE, "rabbitmqctl").stream()
                        .filter(command -> command.contains(DOCUMENTED + "-" + user))
                        .toList();
        assertThat(commands).as(user).hasSizeGreaterThan(1);
        for (List<String> command : commands) {
            broker().ctl(command.stream().map(this::ours).toArray(String[]::new));
        }
    }

    @AfterEach
    void deleteUsers() throws Exception {
        stopAll();
        virtualHosts.forEach(virtualHost -> broker().ctl("delete_vhost", virtualHost));
        users.forEach(user -> broker().ctl("delete_user", domain + "-" + user));
    }

    final String ours(String documented) {
        return documented.replace(DOCUMENTED, domain).replace("PASSWORD", "secret");
    }

    final CamelContext as(String user, CamelContext context) throws Exception {
        add(user);
        options(context).setUsername(domain + "-" + user);
        options(context).setPassword("secret");
        return context;
    }

    final CamelContext senderOf(String user) throws Exception {
        CamelContext context = as(user, create());
        context.start();
        return context;
    }

    final CamelContext receiverOf(String user, String uri, Inbox inbox) throws Exception {
        return as(user, create(route -> route.from(uri).process(inbox)));
    }

    static String failure(CamelContext context) {
        Throwable failure = catchThrowable(context::start);
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof BrokerException) {
                return one.getMessage();
            }
        }
        throw new AssertionError("another failure", failure);
    }

    /** A virtual host of its own, which is deleted after the test. */
    final String virtualHost(String user, String... permissions) {
        String virtualHost = "vhost-" + domain;
        virtualHosts.add(virtualHost);
        broker().ctl("add_vhost", virtualHost);
        List<String> command = new ArrayList<>(List.of("set_permissions", "-p", virtualHost, user));
        command.addAll(List.of(permissions));
        broker().ctl(command.toArray(String[]::new));
        return virtualHost;
    }
}
