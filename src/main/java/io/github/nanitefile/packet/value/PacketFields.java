package io.github.nanitefile.packet.value;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file packet as it was read, field by field. Fields that nobody knows do no harm, whatever they
 * hold; those that matter may be of types that make no packet.
 *
 * @param className one of {@link #FILE_PACKETS}
 * @param fields the values by their names ({@code filename}, {@code dest}, {@code token}, {@code
 *     chunk}, {@code meta}, {@code size}); one that is absent reads as nil, as in Ruby. Strings are
 *     {@link WireString}s, and what is no plain value a {@link ForeignObject}.
 */
public record PacketFields(String className, Map<String, Object> fields) {

    public static final String FILE_START = "Nanite::FileStart";
    public static final String FILE_CHUNK = "Nanite::FileChunk";
    public static final String FILE_END = "Nanite::FileEnd";

    public static final Set<String> FILE_PACKETS = Set.of(FILE_START, FILE_CHUNK, FILE_END);

    /** What else Nanite's agents and mappers send one another; none of our business. */
    public static final Set<String> OTHER_PACKETS =
            Set.of(
                    "Nanite::Advertise",
                    "Nanite::IntermediateMessage",
                    "Nanite::Ping",
                    "Nanite::Push",
                    "Nanite::Register",
                    "Nanite::Request",
                    "Nanite::Result",
                    "Nanite::TagQuery",
                    "Nanite::TagUpdate",
                    "Nanite::UnRegister");

    /**
     * Makes the packet.
     *
     * @return empty if a field that the packet cannot do without is nil or of another type
     * @throws UnreadableMessageException if a field holds an object of a Ruby class, or the token
     *     is too long
     */
    public Optional<Packet> toPacket() throws UnreadableMessageException {
        WireString name = string("token");
        if (name == null) {
            return Optional.empty();
        }
        Token token = Token.fromWire(name.name());
        return switch (className) {
            case FILE_START -> start(token);
            case FILE_CHUNK -> chunk(token);
            case FILE_END -> Optional.of(new FileEnd(token, meta(), size()));
            default -> throw new IllegalStateException(className + " is no file packet");
        };
    }

    private Optional<Packet> start(Token token) throws UnreadableMessageException {
        WireString filename = string("filename");
        WireString dest = string("dest");
        if (filename == null || dest == null) {
            return Optional.empty();
        }
        return Optional.of(new FileStart(filename.name(), dest.name(), token, size()));
    }

    private Optional<Packet> chunk(Token token) throws UnreadableMessageException {
        WireString chunk = string("chunk");
        return chunk == null
                ? Optional.empty()
                : Optional.of(new FileChunk(token, chunk.view(), size()));
    }

    private Object meta() throws UnreadableMessageException {
        Object meta = field("meta");
        return meta instanceof WireString string ? string.plain() : meta;
    }

    /** Nobody acts on the size: one that is no number is no reason to lose a file. */
    private Long size() {
        return fields.get("size") instanceof Long size ? size : null;
    }

    /** Null if the field is nil or of another type. */
    private WireString string(String name) throws UnreadableMessageException {
        return field(name) instanceof WireString string ? string : null;
    }

    private Object field(String name) throws UnreadableMessageException {
        Object field = fields.get(name);
        if (field instanceof ForeignObject object) {
            throw new UnreadableMessageException(
                    "the %s of its %s is or holds an object of the Ruby class %s; only plain values"
                                    .formatted(name, className, quote(object.className()))
                            + " can be read");
        }
        return field;
    }
}
