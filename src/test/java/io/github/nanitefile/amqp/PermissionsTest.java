package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RabbitMQ's refusals mean; the texts of 3.10 are seen in tests of the broker, too. */
class PermissionsTest {

    private static final String KEY = "nanite.filepeer.a";

    private static BrokerException closed(int code, String text, int classId, int methodId) {
        Method close =
                new AMQP.Channel.Close.Builder()
                        .replyCode(code)
                        .replyText(text)
                        .classId(classId)
                        .methodId(methodId)
                        .build();
        return BrokerErrors.refused(
                "Publishing", "broker", new ShutdownSignalException(false, false, close, null));
    }

    private static BrokerException refusedToPublish(String text) {
        return closed(AMQP.ACCESS_REFUSED, "ACCESS_REFUSED - " + text, 60, 40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access to topic 'nanite.filepeer.a' in exchange 'file broadcast' in vhost '/' refused for user 'me'",
                "write access to topic 'nanite.filepeer.a' in exchange 'file broadcast' in vhost '/' refused for user 'me'",
            })
    void shouldKnowTheDomainThatIsForbidden(String text) {
        BrokerException refusal = refusedToPublish(text);
        assertThat(refusal.forbidsSending(KEY)).isTrue();
        assertThat(refusal.forbidsSending(KEY + "b")).isFalse();
        assertThat(refusal.forbidsSending("nanite.filepeer")).isFalse();
        assertThat(refusal)
                .hasMessageEndingWith(
                        "rabbitmqctl set_topic_permissions with a pattern for write that matches 'nanite.filepeer.a', or"
                                + " check username and virtualHost)");
    }

    @Test
    void shouldKnowTheDomainThatIsForbiddenFromATextThatIsCut() {
        String all = "access to topic '" + KEY + "a".repeat(220) + "b'";
        BrokerException refusal = refusedToPublish(all.substring(0, 230) + "...");
        assertThat(refusal.forbidsSending(KEY + "a".repeat(220) + "b")).isTrue();
        assertThat(refusal.forbidsSending(KEY)).isFalse();
        BrokerException cutLater =
                refusedToPublish("access to topic 'nanite.filepeer.a' in excha...");
        assertThat(cutLater.forbidsSending(KEY)).isTrue();
        assertThat(cutLater.forbidsSending(KEY + "b")).isFalse();
    }

    /** It has lost its end, which says that it is a refusal. */
    @Test
    void shouldSayWhatToAskForThoughTheTextIsCut() {
        assertThat(
                        refusedToPublish(
                                "access to topic '" + KEY + "' in exchange 'file broadcast' in..."))
                .hasMessageEndingWith(
                        " (ask the broker's administrator for rabbitmqctl set_topic_permissions with a pattern for write"
                                + " that matches '"
                                + KEY
                                + "', or check username and virtualHost)");
    }

    @Test
    void shouldAskForNoPermissionWhereThatIsNotWhatIsMissing() {
        String text = "queue name 'amq.mine' contains reserved prefix 'amq.*'";
        assertThat(closed(AMQP.ACCESS_REFUSED, "ACCESS_REFUSED - " + text, 50, 10))
                .hasMessageEndingWith(" failed: " + text);
    }

    /** Both are bound: the queues to this exchange, and this exchange to Nanite's. */
    @ParameterizedTest
    @CsvSource({"50,20,read", "40,30,write"})
    void shouldKnowWhichPermissionPartitionsLack(int classId, int methodId, String which) {
        String text =
                "access to exchange 'nanitefile:a:camel:of-4' in vhost '/' refused for user 'me'";
        assertThat(closed(AMQP.ACCESS_REFUSED, "ACCESS_REFUSED - " + text, classId, methodId))
                .hasMessageContaining(
                        "set_permissions with a pattern for %s that matches 'nanitefile:a:camel:of-4'"
                                .formatted(which));
    }

    @Test
    void shouldKnowThatAllIsForbiddenWhereTheExchangeIs() {
        BrokerException refusal =
                refusedToPublish(
                        "access to exchange 'file broadcast' in vhost '/' refused for user 'me'");
        assertThat(refusal.forbidsSending(KEY)).isTrue();
    }

    @Test
    void shouldForbidNothingForOtherReasons() {
        assertThat(
                        closed(AMQP.PRECONDITION_FAILED, "message size 5 larger than 4", 60, 40)
                                .forbidsSending(KEY))
                .isFalse();
        assertThat(
                        closed(
                                        AMQP.ACCESS_REFUSED,
                                        "access to exchange 'file broadcast' in vhost '/' refused for user 'me'",
                                        40,
                                        10)
                                .forbidsSending(KEY))
                .isFalse();
        assertThat(new BrokerException("gone").forbidsSending(KEY)).isFalse();
    }
}
