package io.github.nanitefile.packet;

import io.github.nanitefile.packet.json.JsonFormat;
import io.github.nanitefile.packet.marshal.MarshalFormat;
import io.github.nanitefile.packet.secure.SecureFormat;
import io.github.nanitefile.packet.secure.SecureKeys;
import io.github.nanitefile.packet.yaml.YamlFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The formats that one sender or receiver knows. On receipt the message's own bytes say which one
 * it is, never a configuration, as one transfer of a Nanite peer may mix them.
 */
public final class PacketFormats implements PacketReader {

    private static final PacketFormat MARSHAL = new MarshalFormat();
    private static final PacketFormat JSON = new JsonFormat();
    private static final PacketFormat YAML = new YamlFormat();

    /** Knows a secure message when it sees one, so that whoever has no keys hears of it. */
    private static final SecureFormat WITHOUT_KEYS =
            new SecureFormat(new SecureKeys(null, null, null, List.of(), List.of()));

    private static final PacketFormats PLAIN = with(WITHOUT_KEYS, false);

    private final List<PacketFormat> formats;
    private final boolean signedOnly;

    /**
     * @param formats in the order in which a message is held against them
     */
    private PacketFormats(List<PacketFormat> formats, boolean signedOnly) {
        this.formats = formats;
        this.signedOnly = signedOnly;
    }

    /** All formats, without keys for the secure one. */
    public static PacketFormats plain() {
        return PLAIN;
    }

    /**
     * All formats.
     *
     * @param secure the secure one, with keys
     * @param signedOnly whether messages in the others are refused
     */
    public static PacketFormats with(SecureFormat secure, boolean signedOnly) {
        // A secure message is JSON too, so it is looked for before.
        return new PacketFormats(List.of(MARSHAL, secure, JSON, YAML), signedOnly);
    }

    /**
     * The writer of the format that a user chose. What that format cannot carry is written as
     * Marshal, which every Nanite peer reads.
     *
     * @throws IllegalArgumentException if there is none of that name, or no key for it; says what
     *     to do
     */
    public PacketWriter writer(String name) {
        PacketFormat format = named(name);
        if (format == WITHOUT_KEYS) {
            throw new IllegalArgumentException(SecureFormat.NO_KEY);
        }
        return new FallingBack(format);
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public PacketFormat named(String name) {
        return formats.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no format '"
                                                + name
                                                + "': use one of "
                                                + String.join(", ", names())));
    }

    /** What users may choose from. */
    public List<String> names() {
        return formats.stream().map(PacketFormat::name).toList();
    }

    /** Reads a packet in whichever format it is. */
    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        for (PacketFormat format : formats) {
            if (format.recognises(body) && (!signedOnly || format instanceof SecureFormat)) {
                return format.read(body);
            }
        }
        if (signedOnly) {
            throw new UnreadableMessageException(
                    "it is not signed, and where secureTrusted is set only what is signed is read; let"
                            + " the sender use format=secure, or set requireSecure=false");
        }
        throw new UnreadableMessageException(
                "its first bytes are of none of the formats that can be read");
    }

    /** Writes in one format what it can carry, and the rest as Marshal. */
    private record FallingBack(PacketFormat format) implements PacketWriter {

        @Override
        public byte[] write(Packet packet) {
            return (format.carries(packet) ? format : MARSHAL).write(packet);
        }

        @Override
        public int chunkLength(ByteBuffer bytes, int chunkSize) {
            return format.chunkLength(bytes, chunkSize);
        }
    }
}
