package io.github.nanitefile.packet.marshal;

import java.io.ByteArrayOutputStream;

/** The bytes of a message as they come about; the reverse of {@link MarshalInput}. */
final class MarshalOutput {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    void write(int oneByte) {
        out.write(oneByte);
    }

    /** Hands out what has been written, and begins afresh. */
    byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    /** Writes a length and as many bytes. */
    void bytes(byte[] bytes) {
        integer(bytes.length);
        out.writeBytes(bytes);
    }

    /** The reverse of {@link MarshalInput#integer()}, in as few bytes as it takes. */
    void integer(int number) {
        if (number == 0) {
            out.write(0);
        } else if (number > 0 && number < 123) {
            out.write(number + 5);
        } else if (number < 0 && number > -124) {
            out.write(number - 5);
        } else {
            int width = 4;
            int rest = number < 0 ? -1 : 0;
            while (width > 1 && number >> (8 * (width - 1)) == rest) {
                width--;
            }
            out.write(number < 0 ? -width : width);
            for (int i = 0; i < width; i++) {
                out.write(number >> (8 * i));
            }
        }
    }
}
