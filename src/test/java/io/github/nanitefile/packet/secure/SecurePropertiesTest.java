package io.github.nanitefile.packet.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nanitefile.packet.FormatPropertiesContract;
import io.github.nanitefile.packet.Metas;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.json.JsonFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

class SecurePropertiesTest extends FormatPropertiesContract {

    /** Writes to itself. Shared, as making one takes a signature. */
    private static final SecureFormat FORMAT =
            TestKeys.peer("beta", List.of("beta"), List.of("beta", "alpha"));

    /** It carries what JSON does, and complains of the rest. */
    @Override
    protected PacketFormat format() {
        return new Complaining(FORMAT);
    }

    private record Complaining(SecureFormat secure) implements PacketFormat {

        @Override
        public String name() {
            return secure.name();
        }

        @Override
        public boolean recognises(byte[] body) {
            return secure.recognises(body);
        }

        @Override
        public boolean carries(Packet packet) {
            boolean carries = new JsonFormat().carriesRaw(packet);
            if (!carries) {
                assertThat(secure.carries(packet)).as("falls back to what is not signed").isTrue();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> secure.write(packet))
                        .withMessageContaining("send it in another form");
            }
            return carries;
        }

        @Override
        public byte[] write(Packet packet) {
            return secure.write(packet);
        }

        @Override
        public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
            return secure.read(body);
        }
    }

    @Override
    protected Object asRead(Object meta) {
        return Metas.inJson(meta);
    }

    /** A document that is right but for a few bytes of the structures in its PEM. */
    @Provide
    @Override
    protected Arbitrary<byte[]> nearly() {
        byte[] data = Pem.encode(Envelopes.encrypt(new byte[1], TestKeys.certificates("beta")));
        byte[] signed =
                Signatures.sign(
                        SignedText.of(data), TestKeys.key("beta"), TestKeys.certificate("beta"));
        return Arbitraries.integers()
                .between(0, signed.length - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(places -> Arbitraries.bytes().map(value -> changed(signed, places, value)))
                .map(der -> new SecureDocument(data, Pem.encode(der), true).write("beta"));
    }

    private static byte[] changed(byte[] der, List<Integer> places, byte value) {
        byte[] changed = der.clone();
        places.forEach(place -> changed[place] = value);
        return changed;
    }
}
