package io.github.nanitefile.camel.dataformat;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.camel.receive.PlainMeta;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;

/**
 * What a packet says, for expressions. The headers are those of this packet alone: what a message
 * carried under these names before, from the wire perhaps, is gone.
 */
final class PacketHeaders {

    private static final List<String> NAMES =
            List.of(
                    NaniteFileConstants.PACKET,
                    NaniteFileConstants.TOKEN,
                    NaniteFileConstants.FILENAME,
                    NaniteFileConstants.DESTINATION,
                    NaniteFileConstants.META);

    private PacketHeaders() {}

    static void set(Message message, Optional<Packet> packet) {
        remove(message);
        packet.ifPresent(one -> set(message, one));
    }

    /**
     * What goes out to a broker must not bear them: camel-rabbitmq puts every header on the wire,
     * and the AMQP client of Nanite peers stops at the numbers that a meta may hold.
     */
    static void remove(Message message) {
        NAMES.forEach(message::removeHeader);
    }

    private static void set(Message message, Packet packet) {
        message.setHeader(NaniteFileConstants.PACKET, packet.type());
        message.setHeader(NaniteFileConstants.TOKEN, packet.token().value());
        if (packet instanceof FileStart start) {
            message.setHeader(NaniteFileConstants.FILENAME, start.filename());
            message.setHeader(NaniteFileConstants.DESTINATION, start.dest());
        } else if (packet instanceof FileEnd end) {
            message.setHeader(NaniteFileConstants.META, PlainMeta.of(end.meta()));
        }
    }
}
