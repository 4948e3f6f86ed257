package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.spool.FileExist;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options take, from the endpoint and from the component, and how they are described. */
class OptionsTest {

    private static final String DESCRIPTION =
            "/META-INF/io/github/nanitefile/camel/nanitefile.json";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chunkSize=0             | it takes 1 to 4194304",
                "chunkSize=5000000       | it takes 1 to 4194304",
                "idleTimeout=0           | it takes 1 and more",
                "receipts=-1             | it takes 0 and more",
                "resume=foo              | it takes one of continue, restart",
                "format=foo              | there is no format 'foo': use one of marshal, secure, json, yaml",
            })
    void shouldRefuseWhatAProducerCannotTake(String option, String remedy) {
        assertThat(complaint(routeTo("nanitefile:a?addresses=127.0.0.1:1&" + option)))
                .isEqualTo("Option " + option + " cannot be: " + remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefetchCount=0         | it takes 1 to 65535",
                "prefetchCount=70000     | it takes 1 to 65535",
                "concurrentConsumers=0   | it takes 1 and more",
                "partitions=0            | it takes 1 to 255",
                "maxOpenTransfers=0      | it takes 1 and more",
                "maxFileSize=-1          | it takes 0 and more",
                "maxSpoolSize=-1         | it takes 0 and more",
                "transferTimeout=0       | it takes 1 and more",
                "requeueDelay=-1         | it takes 0 and more",
                "queueType=foo           | it takes one of classic, quorum, stream",
                "onFailure=foo           | it takes one of keep, requeue, reject",
                "saslMechanism=foo       | it takes one of PLAIN, EXTERNAL",
                "arg.queue.x-expires=1h  | it takes a whole number, without a unit",
                "arg.queue.x-overflow=   | it takes a value: give it one, or leave it out",
                "arg.queue.x-queue-type=quorum | set the option queueType",
                "arg.queue.x-single-active-consumer=false | it is set where it has to be, or else two receivers would tear files apart",
            })
    void shouldRefuseWhatAConsumerCannotTake(String option, String remedy) {
        assertThat(complaint(routeFrom("nanitefile:a?addresses=127.0.0.1:1&" + option)))
                .isEqualTo("Option " + option + " cannot be: " + remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "now",
                "First",
                "9223372036854775808",
                "2026-11-28",
                "2026-11-28T08:00"
            })
    void shouldRefuseWhereNoStreamCanBegin(String offset) {
        assertThat(
                        complaint(
                                routeFrom(
                                        "nanitefile:a?addresses=127.0.0.1:1&queueType=stream&streamOffset="
                                                + offset)))
                .isEqualTo(
                        "Option streamOffset="
                                + offset
                                + " cannot be: it takes first, last, next, the number of a message, or a time such as 2026-11-28T08:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queueType=stream&broadcast=true         | Option broadcast=true cannot be with queueType=stream: leave it out, as every group reads all of a stream, and set streamOffset=next to begin with what is sent from now on",
                "queueType=stream&addresses=embedded:    | Option queueType=stream cannot be with addresses=embedded:, as that broker has no streams: use a RabbitMQ, or a queue of another type",
                "queueType=quorum&streamOffset=next      | Option streamOffset=next is for streams: set queueType=stream, or leave it out",
                "offsetRepository=#progress              | Option offsetRepository is for streams: set queueType=stream, or leave it out",
            })
    void shouldRefuseOptionsThatDoNotGoWithTheTypeOfTheQueue(String options, String expected) {
        assertThat(complaint(routeFrom("nanitefile:a?" + options))).isEqualTo(expected);
    }

    /** Camel would take them for 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "receipts=two         | it takes a whole number, without a unit",
                "receipts=99999999999 | it takes a whole number, without a unit",
                "receipts=2.5         | it takes a whole number, without a unit",
                "chunkSize=64KB       | it takes a whole number, without a unit",
                "maxFileSize=10m      | it takes a whole number, without a unit",
                "idleTimeout=5x       | it takes a time, such as 30s, 5m or 1500 (milliseconds)",
            })
    void shouldRefuseWhatIsNoNumber(String option, String remedy) {
        assertThat(complaint(routeTo("nanitefile:a?addresses=127.0.0.1:1&" + option)))
                .isEqualTo("Option " + option + " cannot be: " + remedy);
    }

    /** Camel would take them for 0, or for milliseconds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "receipts=two      | it takes a whole number, without a unit",
                "prefetchCount=1k  | it takes a whole number, without a unit",
                "maxFileSize=10m   | it takes a whole number, without a unit",
                "windowSize=8MB    | it takes a whole number, without a unit",
                "idleTimeout=5x    | it takes a time, such as 30s, 5m or 1500 (milliseconds)",
            })
    void shouldRefuseWhatIsNoNumberFromTheComponentsProperties(String option, String remedy) {
        String[] parts = option.split("=", 2);
        Main main = new Main();
        main.addInitialProperty("camel.component.nanitefile." + parts[0], parts[1]);
        try {
            assertThatThrownBy(main::start)
                    .hasStackTraceContaining("Option " + option + " cannot be: " + remedy);
        } finally {
            main.stop();
        }
    }

    @Test
    void shouldTakeTimesFromTheComponentsProperties() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.nanitefile.idle-timeout", "30s");
        main.start();
        try {
            assertThat(
                            main.getCamelContext()
                                    .getEndpoint("nanitefile:a", NaniteFileEndpoint.class)
                                    .getConfiguration()
                                    .getIdleTimeout())
                    .isEqualTo(30_000);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1500,1500",
        "30s,30000",
        "5m,300000",
        "1h30m,5400000",
        "1m30s,90000",
        "PT2M,120000"
    })
    void shouldTakeTimes(String text, long millis) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            NaniteFileEndpoint endpoint =
                    context.getEndpoint(
                            "nanitefile:a?idleTimeout=" + text, NaniteFileEndpoint.class);
            assertThat(endpoint.getConfiguration().getIdleTimeout()).isEqualTo(millis);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "spoolDirectory", "queue", "directory", "addresses"})
    void shouldRefuseAnEmptyName(String option) {
        assertThat(complaint(routeFrom("nanitefile:a?" + option + "=")))
                .isEqualTo(
                        "Option "
                                + option
                                + " is empty: give it a name, or leave it out for the default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format=secure"
                        + " | Option format=secure needs the option secureKey, which signs what is sent: set it",
                "format=secure&secureKey=k | Option format=secure needs the option secureCertificate,"
                        + " which names the key that signed: set it",
                "secureRecipients=r | Option secureRecipients encrypts nothing with format=marshal:"
                        + " set format=secure, or leave it out to send in clear",
                "format=secure&secureKey=k&secureCertificate="
                        + " | Option secureCertificate is empty: give it a name, or leave it out for the default",
                "format=secure&secureKey=none&secureCertificate=none.pem"
                        + " | Option secureCertificate=none.pem cannot be: it cannot be read; name a PEM file that is"
                        + " there and may be read",
            })
    void shouldRefuseSecureOptionsThatDoNotGoTogether(String options, String complaint) {
        assertThat(complaint(routeTo("nanitefile:a?addresses=127.0.0.1:1&" + options)))
                .isEqualTo(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requireSecure=true | Option requireSecure=true needs the option secureTrusted, which says whose"
                        + " signatures are accepted: set it",
                "secureTrusted=none.pem | Option secureTrusted=none.pem cannot be: it cannot be read; name a PEM file"
                        + " that is there and may be read",
            })
    void shouldRefuseSecureOptionsThatHelpNoConsumer(String options, String complaint) {
        assertThat(complaint(routeFrom("nanitefile:a?addresses=127.0.0.1:1&" + options)))
                .isEqualTo(complaint);
    }

    @Test
    void shouldRefuseABroadcastThatDeclaresNothing() {
        assertThat(
                        complaint(
                                routeFrom(
                                        "nanitefile:a?addresses=127.0.0.1:1&broadcast=true&declare=false")))
                .isEqualTo(
                        "Option broadcast=true needs a queue of its own, which declare=false forbids: leave broadcast"
                                + " out and name the group or queue that somebody else declares, or leave declare out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sslContextParameters=#bean:named&username=me | Option saslMechanism=EXTERNAL takes the user from the"
                        + " certificate in sslContextParameters: leave username and password out, on endpoint and"
                        + " component",
                "sslContextParameters=#bean:nameless | Option saslMechanism=EXTERNAL needs the option"
                        + " sslContextParameters with a key store (keyManagers), which has the certificate that says who"
                        + " we are: set it",
                "addresses=127.0.0.1:1 | Option saslMechanism=EXTERNAL needs the option sslContextParameters with a key"
                        + " store (keyManagers), which has the certificate that says who we are: set it",
            })
    void shouldRefuseACertificateAsUserThatCannotBeOne(String options, String complaint)
            throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            SSLContextParameters named = new SSLContextParameters();
            named.setKeyManagers(new KeyManagersParameters());
            context.getRegistry().bind("named", named);
            context.getRegistry().bind("nameless", new SSLContextParameters());
            NaniteFileConfiguration endpoint =
                    context.getEndpoint(
                                    "nanitefile:a?saslMechanism=EXTERNAL&" + options,
                                    NaniteFileEndpoint.class)
                            .getConfiguration();
            assertThatThrownBy(() -> OptionRules.checkProducer(endpoint)).hasMessage(complaint);
            assertThatThrownBy(() -> OptionRules.checkConsumer(endpoint)).hasMessage(complaint);
        }
    }

    @Test
    void shouldTakeArgumentsOfTheQueueFromEndpointBeforeComponent() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.nanitefile.queueArgs[x-overflow]", "drop-head");
        main.addInitialProperty("camel.component.nanitefile.queueArgs[x-max-length]", "5");
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            NaniteFileConfiguration options =
                    context.getEndpoint(
                                    "nanitefile:a?arg.queue.x-overflow=reject-publish&arg.queue.x-expires= 7",
                                    NaniteFileEndpoint.class)
                            .getConfiguration();
            assertThat(QueueArguments.of(options))
                    .isEqualTo(
                            Map.of(
                                    "x-overflow",
                                    "reject-publish",
                                    "x-max-length",
                                    5L,
                                    "x-expires",
                                    7L));
            assertThat(
                            QueueArguments.of(
                                    context.getEndpoint("nanitefile:a", NaniteFileEndpoint.class)
                                            .getConfiguration()))
                    .isEqualTo(Map.of("x-overflow", "drop-head", "x-max-length", 5L));
        } finally {
            main.stop();
        }
    }

    @Test
    void shouldTakeArgumentsOfTheQueueFromABeanToo() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("limits", Map.of("x-max-length", 5, "x-expires", "7"));
            NaniteFileEndpoint endpoint =
                    context.getEndpoint(
                            "nanitefile:a?queueArgs=#bean:limits&arg.queue.x-expires=8",
                            NaniteFileEndpoint.class);
            assertThat(QueueArguments.of(endpoint.getConfiguration()))
                    .isEqualTo(Map.of("x-max-length", 5L, "x-expires", 8L));
        }
    }

    @Test
    void shouldKeepArgumentsOfAQueueToItsEndpoint() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            NaniteFileConfiguration ofComponent =
                    context.getComponent("nanitefile", NaniteFileComponent.class)
                            .getConfiguration();
            Map<String, Object> arguments = new HashMap<>(Map.of("x-max-length", 5));
            ofComponent.setQueueArgs(arguments);
            NaniteFileConfiguration endpoint =
                    context.getEndpoint(
                                    "nanitefile:a?queueArgs[x-overflow]=drop-head",
                                    NaniteFileEndpoint.class)
                            .getConfiguration();
            assertThat(endpoint.getQueueArgs()).containsOnlyKeys("x-max-length", "x-overflow");
            assertThat(arguments).containsOnlyKeys("x-max-length");
        }
    }

    @Test
    void shouldRefuseAWindowOfNothing() {
        NaniteFileComponent component = new NaniteFileComponent();
        assertThatThrownBy(() -> component.setWindowSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option windowSize=0 cannot be: it takes 1 and more");
    }

    /** As where a context does not start, since another endpoint cannot. */
    @Test
    void shouldStopAnEndpointThatNeverStarted() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Endpoint endpoint = context.getEndpoint("nanitefile:a");
            assertThat(endpoint.getCamelContext()).isSameAs(context);
            endpoint.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "eu.#x", "a#", "a.**", "a:b", "*:b", "a b"})
    void shouldRefuseWhatCannotBeADomain(String domain) {
        String expected =
                "'"
                        + domain
                        + "' cannot be a domain: give nanitefile: a name without *, #, : and blanks; to"
                        + " receive from many domains * or # stand for whole words, as in eu.* or #";
        assertThat(complaint(routeTo("nanitefile:" + domain + "?addresses=127.0.0.1:1")))
                .isEqualTo(expected);
        assertThat(complaint(routeFrom("nanitefile:" + domain + "?addresses=127.0.0.1:1")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "#", "eu.*", "eu.#", "#.invoices", "*.eu.#"})
    void shouldRefuseToSendToManyDomains(String pattern) {
        assertThat(complaint(routeTo("nanitefile:" + pattern + "?addresses=127.0.0.1:1")))
                .isEqualTo(
                        "'"
                                + pattern
                                + "' stands for many domains, so nothing can be sent to it: name one of"
                                + " them, without * and #");
    }

    @Test
    void shouldCountTheBytesOfADomain() {
        assertThat(Domains.routingKey("ä".repeat(119))).endsWith("ä");
        assertThatThrownBy(() -> Domains.routingKey("ä".repeat(120)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Domain '"
                                + "ä".repeat(120)
                                + "' is too long: with 'nanite.filepeer.' before it a routing key has at"
                                + " most 255 bytes");
        assertThat(Domains.domainOf(Domains.routingKey("a.b"))).isEqualTo("a.b");
    }

    @Test
    void shouldRefuseAnUnknownOption() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> context.getEndpoint("nanitefile:a?foo=1"))
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .hasMessageContaining("Unknown parameters=[{foo=1}]");
        }
    }

    @Test
    void shouldRefuseAnUnknownWayToDealWithAFileThatExists() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> context.getEndpoint("nanitefile:a?fileExist=Append"))
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .hasStackTraceContaining("Append");
        }
    }

    @Test
    void shouldTakeTimesWithUnits() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            NaniteFileConfiguration options =
                    context.getEndpoint(
                                    "nanitefile:a?idleTimeout=30s&transferTimeout=2m&requeueDelay=250",
                                    NaniteFileEndpoint.class)
                            .getConfiguration();
            assertThat(options.getIdleTimeout()).isEqualTo(30_000);
            assertThat(options.getTransferTimeout()).isEqualTo(120_000);
            assertThat(options.getRequeueDelay()).isEqualTo(250);
        }
    }

    @Test
    void shouldCallTheDomainGlobalWhereNoneIsNamed() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThat(
                            context.getEndpoint("nanitefile:?group=g", NaniteFileEndpoint.class)
                                    .getDomain())
                    .isEqualTo("global");
        }
    }

    @Test
    void shouldTakeEveryOptionFromTheComponentsProperties() throws Exception {
        Map<String, String> said = new TreeMap<>();
        said.put("addresses", "one:1,two:2");
        said.put("virtualHost", "v");
        said.put("username", "me");
        said.put("password", "my-secret");
        said.put("saslMechanism", "EXTERNAL");
        said.put("hostnameVerification", "false");
        said.put("exchangeDurable", "false");
        said.put("declare", "false");
        said.put("chunkSize", "17");
        said.put("format", "marshal");
        said.put("idleTimeout", "31000");
        said.put("resume", "restart");
        said.put("receipts", "2");
        said.put("group", "g");
        said.put("broadcast", "true");
        said.put("queue", "q");
        said.put("partitions", "2");
        said.put("queueType", "quorum");
        said.put("streamOffset", "next");
        said.put("prefetchCount", "18");
        said.put("directory", "d");
        said.put("fileExist", "Rename");
        said.put("onFailure", "reject");
        said.put("requeueDelay", "19");
        said.put("routeByDomain", "false");
        said.put("requireVerified", "true");
        said.put("concurrentConsumers", "20");
        said.put("maxFileSize", "21");
        said.put("maxOpenTransfers", "22");
        said.put("maxSpoolSize", "23");
        said.put("transferTimeout", "24000");
        said.put("spoolDirectory", "s");
        said.put("secureKey", "k");
        said.put("secureKeyPassword", "kp");
        said.put("secureCertificate", "c");
        said.put("secureIdentity", "i");
        said.put("secureRecipients", "r");
        said.put("secureTrusted", "t");
        said.put("requireSecure", "true");
        Main main = new Main();
        said.forEach(
                (option, value) ->
                        main.addInitialProperty("camel.component.nanitefile." + option, value));
        main.addInitialProperty("camel.component.nanitefile.windowSize", "25");
        main.addInitialProperty("camel.component.nanitefile.connectionFactory", "#bean:theOne");
        main.addInitialProperty("camel.component.nanitefile.sslContextParameters", "#bean:tls");
        main.addInitialProperty("camel.component.nanitefile.queueArgs[x-a]", "b");
        main.addInitialProperty("camel.component.nanitefile.idempotentRepository", "#bean:memory");
        main.addInitialProperty("camel.component.nanitefile.offsetRepository", "#bean:progress");
        ConnectionFactory factory = new ConnectionFactory();
        main.bind("theOne", factory);
        SSLContextParameters tls = new SSLContextParameters();
        main.bind("tls", tls);
        MemoryProgress progress = new MemoryProgress();
        main.bind("progress", progress);
        main.bind("memory", MemoryIdempotentRepository.memoryIdempotentRepository(5));
        main.start();
        try {
            NaniteFileComponent component =
                    main.getCamelContext().getComponent("nanitefile", NaniteFileComponent.class);
            assertThat(component.getWindowSize()).isEqualTo(25);
            NaniteFileConfiguration options =
                    main.getCamelContext()
                            .getEndpoint("nanitefile:a", NaniteFileEndpoint.class)
                            .getConfiguration();
            assertThat(options.getConnectionFactory()).isSameAs(factory);
            assertThat(options.getSslContextParameters()).isSameAs(tls);
            assertThat(options.getIdempotentRepository()).isNotNull();
            assertThat(options.getOffsetRepository()).isSameAs(progress);
            assertThat(QueueArguments.of(options)).isEqualTo(Map.of("x-a", "b"));
            Map<String, String> taken = values(options);
            taken.keySet()
                    .removeAll(
                            Set.of(
                                    "connectionFactory",
                                    "sslContextParameters",
                                    "queueArgs",
                                    "idempotentRepository",
                                    "offsetRepository"));
            assertThat(taken).isEqualTo(said);
        } finally {
            main.stop();
        }
    }

    @Test
    void shouldDescribeEveryOptionWithItsDefault() throws Exception {
        Map<String, String> defaults = values(new NaniteFileConfiguration());
        defaults.put("requireSecure", "true"); // where secureTrusted is set
        for (String where : List.of("properties", "componentProperties")) {
            JsonNode described = description().get(where);
            assertThat(described.fieldNames()).toIterable().containsAll(defaults.keySet());
            described
                    .properties()
                    .forEach(
                            option ->
                                    assertThat(option.getValue().path("description").asText())
                                            .as(option.getKey())
                                            .isNotBlank());
            defaults.forEach(
                    (option, value) ->
                            assertThat(described.get(option).path("defaultValue").asText("null"))
                                    .as("%s of %s", option, where)
                                    .isEqualTo(value.equals("null") ? "null" : value));
        }
        assertThat(description().at("/componentProperties/windowSize/defaultValue").asLong())
                .isEqualTo(new NaniteFileComponent().getWindowSize());
    }

    @Test
    void shouldKeepSecretsSecretAndDurationsDurations() throws Exception {
        for (String where : List.of("properties", "componentProperties")) {
            JsonNode described = description().get(where);
            assertThat(described.at("/password/secret").asBoolean()).isTrue();
            assertThat(described.at("/secureKeyPassword/secret").asBoolean()).isTrue();
            for (String option : List.of("idleTimeout", "transferTimeout", "requeueDelay")) {
                assertThat(described.at("/" + option + "/type").asText()).isEqualTo("duration");
            }
            assertThat(described.at("/fileExist/enum"))
                    .extracting(JsonNode::asText)
                    .containsExactly(
                            Stream.of(FileExist.values()).map(Enum::name).toArray(String[]::new));
        }
    }

    @Test
    void shouldDescribeEveryHeader() throws Exception {
        Set<String> headers = new HashSet<>();
        for (Field field : NaniteFileConstants.class.getFields()) {
            headers.add((String) field.get(null));
        }
        JsonNode described = description().get("headers");
        assertThat(described.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(headers);
        assertThat(described).allMatch(header -> !header.path("description").asText().isBlank());
    }

    @Test
    void shouldBeDescribedForCamel3Too() throws Exception {
        try (InputStream camel3 =
                getClass().getResourceAsStream("/io/github/nanitefile/camel/nanitefile.json")) {
            assertThat(camel3).isNotNull();
            assertThat(new ObjectMapper().readTree(camel3)).isEqualTo(description());
        }
    }

    private static JsonNode description() throws IOException {
        try (InputStream json = OptionsTest.class.getResourceAsStream(DESCRIPTION)) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static Map<String, String> values(NaniteFileConfiguration options) throws Exception {
        BeanInfo info = Introspector.getBeanInfo(NaniteFileConfiguration.class, Object.class);
        Map<String, String> values = new TreeMap<>();
        for (PropertyDescriptor property : Arrays.asList(info.getPropertyDescriptors())) {
            values.put(
                    property.getName(), String.valueOf(property.getReadMethod().invoke(options)));
        }
        return values;
    }

    private static RouteBuilder routeTo(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    private static RouteBuilder routeFrom(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("mock:out");
            }
        };
    }

    /** What starting this route complains of. */
    private static String complaint(RouteBuilder route) {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("progress", new MemoryProgress());
            context.addRoutes(route);
            Throwable failure = catchThrowable(context::start);
            for (Throwable one = failure; one != null; one = one.getCause()) {
                if (one instanceof IllegalArgumentException
                        && one.getStackTrace()[0]
                                .getClassName()
                                .startsWith("io.github.nanitefile")) {
                    return one.getMessage();
                }
            }
            throw new AssertionError("no such complaint", failure);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
