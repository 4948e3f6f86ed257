package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.Optional;

/**
 * YAML, as Ruby writes it: with Psych since 1.9, with Syck before. The parsing is a library's; what
 * the parsed means is ours ({@link RubyScalar}), and nothing of Ruby's is brought to life.
 *
 * <p>How Ruby's values read: as from Marshal ({@link
 * io.github.nanitefile.packet.marshal.MarshalFormat}). Text is UTF-8; {@code !binary} is text as
 * well if it is valid UTF-8, else byte[]. Dates and times, and whatever bears a tag that is not one
 * of a plain value, are objects of Ruby classes, to be refused. An alias reads as what it names. A
 * merge key ({@code <<}) is refused. Only the first document of a message counts, as in Ruby.
 *
 * <p>How Java's values are written: text in double quotes, bytes as {@code !binary}, symbols as
 * {@code !ruby/symbol}, a meta on one line. All of Ruby's readers read that the same.
 *
 * <p>What is refused for its size: what Marshal refuses, and a message of more than 16 MiB: the
 * parser takes several times the memory of the message.
 */
public final class YamlFormat implements PacketFormat {

    /** The longest message, in bytes. RabbitMQ takes no longer ones either, unless told to. */
    static final int MAX_BYTES = 16 << 20;

    private static final byte MARSHAL = 4;

    @Override
    public String name() {
        return "yaml";
    }

    /** Nearly every text is YAML, so it is whatever no other format is. */
    @Override
    public boolean recognises(byte[] body) {
        return body.length == 0 || (body[0] != MARSHAL && body[0] != '{');
    }

    /** Ruby takes a key {@code <<}, quoted or not, for a word to merge the hash under it. */
    @Override
    public boolean carries(Packet packet) {
        return !(packet instanceof FileEnd end) || !MergeKeys.in(end.meta());
    }

    @Override
    public byte[] write(Packet packet) {
        byte[] body = new YamlWriter().write(packet);
        if (body.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the packet takes more than %d bytes as YAML: send a long meta as a file"
                            .formatted(MAX_BYTES));
        }
        return body;
    }

    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        return new YamlReader(body).read();
    }
}
