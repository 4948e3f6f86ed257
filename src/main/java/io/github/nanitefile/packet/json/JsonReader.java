package io.github.nanitefile.packet.json;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import com.fasterxml.jackson.core.JsonToken;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.PacketFields;
import io.github.nanitefile.packet.value.WireString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one message. A packet may say its class after its fields, as the hashes of Ruby 1.8 have no
 * order, so the fields are read before it is known whose they are.
 */
final class JsonReader {

    private final JsonTokens tokens;
    private final JsonValues values;
    private Object className;
    private Map<String, Object> fields;
    private Object size;

    private JsonReader(JsonTokens tokens) {
        this.tokens = tokens;
        this.values = new JsonValues(tokens);
    }

    static Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        try (JsonTokens tokens = new JsonTokens(body)) {
            return new JsonReader(tokens).read();
        }
    }

    private Optional<Packet> read() throws UnreadableMessageException {
        JsonToken first = tokens.next();
        if (first == null) {
            throw new UnreadableMessageException("it is empty");
        }
        if (first == JsonToken.START_OBJECT) {
            while (tokens.next() == JsonToken.FIELD_NAME) {
                field(tokens.string().name());
            }
        } else {
            tokens.skip();
        }
        tokens.end();
        return packet();
    }

    private void field(String name) throws UnreadableMessageException {
        tokens.next();
        switch (name) {
            case JsonValues.CLASS -> className = values.value();
            case JsonFormat.DATA -> fields = data();
            case JsonFormat.SIZE -> size = values.value();
            default -> tokens.skip();
        }
    }

    /** Null if the data is; what is no hash has no fields. */
    private Map<String, Object> data() throws UnreadableMessageException {
        if (tokens.current() == JsonToken.START_OBJECT) {
            return values.fields();
        }
        return values.value() == null ? null : new HashMap<>();
    }

    private Optional<Packet> packet() throws UnreadableMessageException {
        if (className == null) {
            return Optional.empty();
        }
        String name = className instanceof WireString text ? text.name() : className.toString();
        if (PacketFields.OTHER_PACKETS.contains(name)) {
            return Optional.empty();
        }
        if (!PacketFields.FILE_PACKETS.contains(name)) {
            throw new UnreadableMessageException(
                    "it is an object of the Ruby class " + quote(name) + ", which is no packet");
        }
        if (fields == null) {
            throw new UnreadableMessageException("it is a " + name + " without data");
        }
        if (fields.get(JsonValues.CLASS) != null) {
            throw new UnreadableMessageException(
                    "the data of its " + name + " names a Ruby class, so it is no plain hash");
        }
        fields.put(JsonFormat.SIZE, size); // not the one in the data, as in Ruby
        return new PacketFields(name, fields).toPacket();
    }
}
