package io.github.nanitefile.packet;

import io.github.nanitefile.packet.marshal.MarshalFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The formats that there are. On receipt the message's own bytes say which one it is, never a
 * configuration, as one transfer of a Nanite peer may mix them.
 */
public final class PacketFormats {

    private static final List<PacketFormat> ALL = List.of(new MarshalFormat());

    private PacketFormats() {}

    /**
     * The format that a user chose.
     *
     * @throws IllegalArgumentException if there is none of that name; says which there are
     */
    public static PacketFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no format '"
                                                + name
                                                + "': use one of "
                                                + ALL.stream()
                                                        .map(PacketFormat::name)
                                                        .collect(Collectors.joining(", "))));
    }

    /**
     * Reads a packet in whichever format it is.
     *
     * @return the packet, or empty if the message is none of a file transfer
     * @throws UnreadableMessageException if no format can read it
     */
    public static Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        for (PacketFormat format : ALL) {
            if (format.recognises(body)) {
                return format.read(body);
            }
        }
        throw new UnreadableMessageException(
                "its first bytes are of none of the formats that can be read");
    }
}
