package io.github.nanitefile.interop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Metas;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.json.JsonFormat;
import io.github.nanitefile.packet.secure.TestKeys;
import io.github.nanitefile.packet.value.WireString;
import io.github.nanitefile.testing.RubyPeer;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Example;

/**
 * We are alpha and Ruby is beta, and each of us trusts both. What is encrypted is encrypted to
 * both, so that each can read its own.
 */
abstract class RubyReadsSecureContract extends RubyReadsContract {

    private static final List<String> BOTH = List.of("alpha", "beta");

    /** In the description of a value: infinity, what is no number, what is no UTF-8. */
    private static final Pattern NOT_IN_RUBYS_JSON =
            Pattern.compile("\"bits\":\"[7f]ff|\"broken UTF-8\"");

    private final boolean encrypted;
    private final PacketFormats formats;

    RubyReadsSecureContract(boolean encrypted) {
        this.encrypted = encrypted;
        formats = PacketFormats.with(TestKeys.peer("alpha", recipients(), BOTH), true);
    }

    private List<String> recipients() {
        return encrypted ? BOTH : List.of();
    }

    @Override
    final String format() {
        return "secure";
    }

    @Override
    final PacketFormats formats() {
        return formats;
    }

    @Override
    final void prepare(RubyPeer ruby) {
        ruby.ask("keys", RubyKeys.of("beta", recipients(), BOTH));
    }

    /** It is JSON or nothing. */
    @Override
    final boolean isSent(Packet packet) {
        return new JsonFormat().carriesRaw(packet);
    }

    @Override
    final boolean isWrittenByRuby(JsonNode read) {
        return !NOT_IN_RUBYS_JSON.matcher(read.toString()).find();
    }

    @Override
    final Object asRead(Object meta) {
        return Metas.inJson(meta);
    }

    @Override
    final String chunkEncoding(byte[] chunk) {
        return new WireString(chunk).plain() instanceof String ? "UTF-8" : bytesEncoding();
    }

    /** Ruby takes all of JSON for UTF-8. */
    @Override
    final String bytesEncoding() {
        return "broken UTF-8";
    }

    @Example
    void shouldBeRefusedByRubyWhereAStrangerSigned() {
        String[] recipients = recipients().toArray(String[]::new);
        byte[] body = TestKeys.writer("gamma", recipients).write(new FileEnd(TOKEN, "meta"));

        assertThatThrownBy(() -> askRuby(body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Nanite::SecureSerializer::NotTrusted");
    }
}
