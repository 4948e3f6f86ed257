package io.github.nanitefile.packet.json;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.Optional;

/**
 * JSON as Ruby's json library writes Nanite's packets: {@code
 * {"json_class":"Nanite::FileStart","data":{…},"size":N}}.
 *
 * <p>How a message reads: strings are bytes, as older peers put bytes that are no UTF-8 into them
 * unescaped; they become String, or byte[] where they are no text. Numbers read as Long, as
 * BigInteger where that is too small, or, with a point or an exponent, as Double; {@code NaN} and
 * {@code Infinity} are numbers. Of keys that stand twice in a hash the last counts. A hash with a
 * {@code json_class} is none, as Ruby would make an object of it: it is refused where it matters.
 * The size is that of the envelope.
 *
 * <p>How Java's values are written: symbols and enum constants as strings, and keys of any kind as
 * the strings that Ruby makes of them (nil as an empty one), so they read as such. Bytes that are
 * no text are written as they are, which few peers read.
 *
 * <p>Therefore these are not carried, and go as Marshal instead:
 *
 * <ul>
 *   <li>A chunk with any byte that is no ASCII. The cut after 16384 bytes goes through the middle
 *       of characters, so that of one text file some chunks would be valid UTF-8 and go as JSON,
 *       the rest as Marshal. The first are UTF-8 strings to a receiver on Ruby 1.9 or later, the
 *       others binary strings, and joining the two raises Encoding::CompatibilityError there, which
 *       ends the agent. Chunks of ASCII join with either.
 *   <li>A meta with bytes that are no text; with a key {@code json_class}; with a key that is an
 *       array or a hash, that is very long, or that becomes the same string as another; or with
 *       more than 98 levels, as some of Ruby's readers stop at 100 with the envelope.
 * </ul>
 *
 * <p>What is refused for its size is what Marshal refuses too.
 */
public final class JsonFormat implements PacketFormat {

    static final String DATA = "data";
    static final String SIZE = "size";

    @Override
    public String name() {
        return "json";
    }

    @Override
    public boolean recognises(byte[] body) {
        return JsonDocument.begins(body);
    }

    @Override
    public boolean carries(Packet packet) {
        return JsonCarriage.carries(packet);
    }

    /**
     * Whether the packet reads the same to peers that take bytes which are no text as they stand,
     * in a chunk or in a meta.
     */
    public boolean carriesRaw(Packet packet) {
        return JsonCarriage.carriesRaw(packet);
    }

    @Override
    public byte[] write(Packet packet) {
        return JsonWriter.write(packet);
    }

    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        return JsonReader.read(body);
    }
}
