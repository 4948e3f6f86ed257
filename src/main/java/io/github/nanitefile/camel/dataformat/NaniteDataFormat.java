package io.github.nanitefile.camel.dataformat;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.PacketReader;
import io.github.nanitefile.packet.PacketWriter;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.spi.annotations.Dataformat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Between message bodies and packets, for routes that take packets from the broker, or put them
 * there, by themselves: {@code unmarshal().custom("nanite")} and {@code
 * marshal().custom("nanite")}.
 *
 * <p>Knows bodies only. Where a chunk belongs and what the file must come to travels in AMQP
 * headers, which are the route's to pass on; a packet without them is a plain Nanite peer's.
 */
@Dataformat("nanite")
public class NaniteDataFormat extends ServiceSupport implements DataFormat, DataFormatName {

    private static final PacketFormats FORMATS = PacketFormats.plain();

    private String format = "marshal";
    private PacketReader reader;
    private PacketWriter writer;

    @Override
    public String getDataFormatName() {
        return "nanite";
    }

    /** How packets are written; every format is read. */
    public String getFormat() {
        return format;
    }

    /** To be set before the route starts, which fails if there is no such format. */
    public void setFormat(String format) {
        this.format = format;
    }

    @Override
    protected void doInit() throws Exception {
        reader = FORMATS;
        writer = FORMATS.writer(format);
        super.doInit();
    }

    /**
     * Writes a packet, and takes the headers away again that {@link #unmarshal} set.
     *
     * @throws IllegalArgumentException if the body is none, or holds a value that cannot be sent
     */
    @Override
    public void marshal(Exchange exchange, Object body, OutputStream stream) throws IOException {
        if (!(body instanceof Packet packet)) {
            throw new IllegalArgumentException(
                    "The body to marshal must be a FileStart, FileChunk or FileEnd (of"
                            + " io.github.nanitefile.packet), not "
                            + (body == null ? "null" : "a " + body.getClass().getName()));
        }
        stream.write(writer.write(packet));
        PacketHeaders.remove(exchange.getMessage());
    }

    /**
     * Reads a packet and says in headers what it is, see {@link PacketHeaders}.
     *
     * @return the {@link Packet}; null if the message is none of ours, such as another packet of
     *     Nanite
     * @throws UnreadableMessageException if the bytes are broken
     */
    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) throws IOException {
        Optional<Packet> packet = read(stream.readAllBytes());
        PacketHeaders.set(exchange.getMessage(), packet);
        return packet.orElse(null);
    }

    private Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        try {
            return reader.read(body);
        } catch (UnreadableMessageException e) {
            throw new UnreadableMessageException(
                    "The message cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        // Nothing to start: one instance serves all routes of a context.
    }

    @Override
    protected void doStop() throws Exception {
        // Nor to stop, as a route that stops must not take the others' data format away.
    }
}
