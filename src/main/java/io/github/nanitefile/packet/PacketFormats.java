package io.github.nanitefile.packet;

import io.github.nanitefile.packet.json.JsonFormat;
import io.github.nanitefile.packet.marshal.MarshalFormat;
import io.github.nanitefile.packet.yaml.YamlFormat;
import java.util.List;
import java.util.Optional;

/**
 * The formats that one sender or receiver knows. On receipt the message's own bytes say which one
 * it is, never a configuration, as one transfer of a Nanite peer may mix them.
 */
public final class PacketFormats implements PacketReader {

    private static final PacketFormat MARSHAL = new MarshalFormat();
    private static final PacketFormats PLAIN =
            new PacketFormats(List.of(MARSHAL, new JsonFormat(), new YamlFormat()));

    private final List<PacketFormat> formats;

    /** In the order in which a message is held against them. */
    private PacketFormats(List<PacketFormat> formats) {
        this.formats = formats;
    }

    /** Those that need no keys. */
    public static PacketFormats plain() {
        return PLAIN;
    }

    /**
     * The writer of the format that a user chose. What that format cannot carry is written as
     * Marshal, which every Nanite peer reads.
     *
     * @throws IllegalArgumentException if there is none of that name; says which there are
     */
    public PacketWriter writer(String name) {
        PacketFormat format = named(name);
        return packet -> (format.carries(packet) ? format : MARSHAL).write(packet);
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
            if (format.recognises(body)) {
                return format.read(body);
            }
        }
        throw new UnreadableMessageException(
                "its first bytes are of none of the formats that can be read");
    }
}
