package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.Optional;

/**
 * Ruby's Marshal 4.8, the format that Nanite peers use unless told otherwise. Written with our own
 * reader and writer of the part of it that packets need: nothing of Ruby's is brought to life.
 *
 * <p>How Ruby's values read: nil as null; true, false as Boolean; integers as Long, or BigInteger
 * where that is too small; floats as Double; symbols as {@link io.github.nanitefile.packet.Symbol};
 * arrays as List; hashes as Map in the order of the message, without the default value that they
 * may have; strings as String where their bytes are valid in the encoding that they name, else as
 * byte[]. A string that names none is one of Ruby 1.8, or binary in later ones, which the message
 * does not tell: it is text if it is valid UTF-8. Names (filename, dest, token) that are no valid
 * text read as ISO-8859-1, which loses no byte. Lists and maps cannot be changed, and may be the
 * same object in more than one place.
 *
 * <p>How Java's values are written: as they would be read, all text as UTF-8; enum constants as
 * symbols; any Collection or array but byte[] as an array.
 *
 * <p>What is refused for its size: a meta more than 100 levels deep; one of more than about 100,000
 * values once its links are written out, where a text counts as three and one more per 64 bytes, an
 * array or hash that is a key a hundred more, and a key of another kind than the first of its hash
 * (a symbol after a text) thirty more; an integer of more than 8192 bytes.
 */
public final class MarshalFormat implements PacketFormat {

    private static final int MAJOR = 4;

    @Override
    public String name() {
        return "marshal";
    }

    /** Looks at the major version alone: no text starts with it. */
    @Override
    public boolean recognises(byte[] body) {
        return body.length > 0 && body[0] == MAJOR;
    }

    @Override
    public byte[] write(Packet packet) {
        return new MarshalWriter().write(packet);
    }

    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        return new MarshalReader(body).read();
    }
}
