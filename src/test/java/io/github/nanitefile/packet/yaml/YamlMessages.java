package io.github.nanitefile.packet.yaml;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Messages written as text. */
final class YamlMessages {

    /** All of a message but the meta. */
    static final String END = "--- !ruby/object:Nanite::FileEnd\ntoken: t\nmeta: ";

    static final Duration PLENTY = Duration.ofSeconds(1);

    private YamlMessages() {}

    static Optional<Packet> read(String message) throws UnreadableMessageException {
        return new YamlFormat().read(message.getBytes(StandardCharsets.UTF_8));
    }

    static Object meta(String yaml) throws UnreadableMessageException {
        return ((FileEnd) read(END + yaml).orElseThrow()).meta();
    }

    static void assertRefused(String message, String why) {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        Promptly.within(
                PLENTY,
                () ->
                        assertThatExceptionOfType(UnreadableMessageException.class)
                                .isThrownBy(() -> new YamlFormat().read(body))
                                .withMessageContaining(why));
    }
}
