package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.Optional;

/** Ruby's Marshal 4.8. */
public final class MarshalFormat implements PacketFormat {

    @Override
    public String name() {
        return "marshal";
    }

    @Override
    public boolean recognises(byte[] body) {
        return body.length > 0 && body[0] == 4;
    }

    @Override
    public byte[] write(Packet packet) {
        throw new IllegalStateException("being written");
    }

    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        throw new UnreadableMessageException("being written");
    }
}
