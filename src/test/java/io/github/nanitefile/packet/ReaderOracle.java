package io.github.nanitefile.packet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for a reader, whatever the bytes: it reads a packet, passes over the message or
 * refuses it in words fit for a log; and what it read can be printed, hashed, and written so that
 * it reads the same. Judges properties, fuzzing and what fuzzing found before.
 */
public final class ReaderOracle {

    private static final int LONGEST_REFUSAL = 1000;
    private static final String TOO_MUCH = "cannot hold more than";

    private final PacketReader reader;
    private final List<PacketFormat> writers;

    private ReaderOracle(PacketReader reader, List<PacketFormat> writers) {
        this.reader = reader;
        this.writers = writers;
    }

    /** Of one format, which must read again what it writes. */
    public static ReaderOracle of(PacketFormat format) {
        return new ReaderOracle(format, List.of(format));
    }

    /** Of a reader of many formats, in each of which it must read again what is written. */
    public static ReaderOracle of(PacketReader reader, List<PacketFormat> writers) {
        return new ReaderOracle(reader, List.copyOf(writers));
    }

    /**
     * Lets the reader read.
     *
     * @throws AssertionError if it breaks its promises
     */
    public void check(byte[] body) {
        Optional<Packet> read = read(body);
        if (read.isEmpty()) {
            return;
        }
        Packet packet = read.get();
        require(!packet.toString().isEmpty(), "what was read cannot be printed");
        require(Set.of(packet).contains(packet), "what was read cannot be found again");
        Packet comparable = Metas.comparable(packet);
        for (PacketFormat writer : writers) {
            if (writer.carries(packet)) {
                checkWritten(writer, packet, comparable);
            }
        }
    }

    /**
     * Lets the reader read, and no more.
     *
     * @throws AssertionError if it refuses in words that are not fit for a log
     */
    public Optional<Packet> read(byte[] body) {
        try {
            return reader.read(body);
        } catch (UnreadableMessageException e) {
            String why = e.getMessage();
            require(why.length() <= LONGEST_REFUSAL, "a refusal too long for a log: " + why);
            require(
                    why.chars().noneMatch(Character::isISOControl),
                    "a refusal that is not one plain line: " + why);
            return Optional.empty();
        }
    }

    private void checkWritten(PacketFormat writer, Packet packet, Packet comparable) {
        byte[] written;
        try {
            written = writer.write(packet);
        } catch (IllegalArgumentException e) {
            // As UTF-8 a text may be longer than as it came, and then be one too many.
            require(
                    e.getMessage().contains(TOO_MUCH),
                    writer.name() + " writes not what was read: " + e.getMessage());
            return;
        }
        require(writer.recognises(written), writer.name() + " does not know its own writing");
        Optional<Packet> again = read(written);
        require(again.isPresent(), "what " + writer.name() + " writes cannot be read");
        Packet reread = Metas.comparable(again.orElseThrow());
        require(
                reread.equals(comparable) && reread.hashCode() == comparable.hashCode(),
                "written as %s and read again, %s is %s"
                        .formatted(writer.name(), comparable, reread));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
