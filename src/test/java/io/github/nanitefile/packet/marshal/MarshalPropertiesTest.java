package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FormatPropertiesContract;
import io.github.nanitefile.packet.PacketFormat;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

class MarshalPropertiesTest extends FormatPropertiesContract {

    @Override
    protected PacketFormat format() {
        return new MarshalFormat();
    }

    /** An end with, for a meta, the bytes that mean something at random, so that they nest. */
    @Provide
    @Override
    protected Arbitrary<byte[]> nearly() {
        byte[] end = format().write(new FileEnd(TOKEN, null));
        byte[] untilMeta = Arrays.copyOf(end, end.length - "0:_@size0".length());
        return Arbitraries.oneOf(
                        Arbitraries.of(bytes("0TFilf\":;[[[{{}@@@IIoSUudeCcmM/")),
                        Arbitraries.of(bytes("\0\6\7\10\11\12\13")),
                        Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(200)
                .map(
                        meta -> {
                            byte[] body = Arrays.copyOf(untilMeta, untilMeta.length + meta.length);
                            System.arraycopy(meta, 0, body, untilMeta.length, meta.length);
                            return body;
                        });
    }

    private static List<Byte> bytes(String ascii) {
        return ascii.chars().mapToObj(c -> (byte) c).toList();
    }
}
