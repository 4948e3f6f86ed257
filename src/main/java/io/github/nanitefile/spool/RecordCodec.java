package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what has to be known of a spilled transfer as a text that people can read, and reads it
 * back. The packets are in base64 of a packet format, as a FileEnd's meta may be anything. Any
 * thread.
 *
 * <p>Does not touch the data file, and does not say what becomes of a record that cannot be read.
 */
final class RecordCodec {

    private static final String VERSION = "1";
    private static final String START = "start";
    private static final String END = "end";
    private static final String SEGMENTS = "segments";
    private static final String DIGEST = "digest";
    private static final String REPLY_TO = ".reply-to";

    private final PacketFormat format;

    RecordCodec(PacketFormat format) {
        this.format = format;
    }

    /**
     * What a record says.
     *
     * @param dataName the data file's name, in the folder of the record
     * @param length how many bytes of it are safe and acknowledged
     * @param segments how many digests are in {@link SegmentDigests}
     */
    record Recorded(TransferState state, String dataName, long length, int segments) {

        /** Whether all bytes are there. */
        boolean isWhole() {
            return state.end() != null;
        }

        TransferState with(GrowingFile file, List<Digest> segmentDigests) {
            return new TransferState(
                    state.domain(),
                    state.start(),
                    state.startAnnotations(),
                    state.end(),
                    state.endAnnotations(),
                    file,
                    segmentDigests,
                    state.digest());
        }
    }

    byte[] write(TransferState state, String dataName) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("version", VERSION);
        entries.put("data", dataName);
        entries.put("length", Long.toString(state.file().length()));
        entries.put("domain", state.domain());
        entries.put("token", state.start().token().value());
        entries.put("destination", state.start().dest());
        entries.put("format", format.name());
        entries.put(SEGMENTS, Integer.toString(state.segments().size()));
        if (state.digest() != null) {
            entries.put(DIGEST, state.digest().toString());
        }
        putPacket(entries, START, state.start(), state.startAnnotations());
        if (state.end() != null) {
            putPacket(entries, END, state.end(), state.endAnnotations());
        }
        return TextProperties.write(
                "camel-nanitefile: a file that was received up to 'length' and acknowledged",
                entries);
    }

    private void putPacket(
            Map<String, String> entries, String key, Packet packet, Annotations annotations) {
        entries.put(key, Base64.getEncoder().encodeToString(format.write(packet)));
        if (annotations != null) {
            annotations
                    .toHeaders()
                    .forEach((header, value) -> entries.put(key + "." + header, value));
            if (annotations.replyTo() != null) {
                entries.put(key + REPLY_TO, annotations.replyTo());
            }
        }
    }

    /**
     * @throws DamagedTransferException if it is no record that this release can read; says what is
     *     wrong with it
     */
    Recorded read(Path record) throws IOException {
        Map<String, String> entries = entries(record);
        expect(entries, "version", VERSION);
        expect(entries, "format", format.name());
        try {
            return new Recorded(
                    state(entries),
                    dataName(entries),
                    number(entries, "length"),
                    Math.toIntExact(segments(entries)));
        } catch (IllegalArgumentException | ArithmeticException | UnreadableMessageException e) {
            throw new DamagedTransferException(
                    "its record has a broken value: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> entries(Path record) throws IOException {
        try {
            return TextProperties.read(record);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new DamagedTransferException(
                    "its record is no properties file: " + e.getMessage(), e);
        }
    }

    private TransferState state(Map<String, String> entries) throws IOException {
        boolean ended = entries.containsKey(END);
        String digest = entries.get(DIGEST);
        return new TransferState(
                entry(entries, "domain"),
                packet(entries, START, FileStart.class),
                annotations(entries, START),
                ended ? packet(entries, END, FileEnd.class) : null,
                ended ? annotations(entries, END) : null,
                null,
                List.of(),
                digest == null ? null : Digest.parse(digest));
    }

    private static void expect(Map<String, String> entries, String key, String value)
            throws IOException {
        if (!entry(entries, key).equals(value)) {
            throw new DamagedTransferException(
                    "its record's "
                            + key
                            + " is '"
                            + entries.get(key)
                            + "', this release reads "
                            + value);
        }
    }

    private static String entry(Map<String, String> entries, String key) throws IOException {
        String value = entries.get(key);
        if (value == null) {
            throw new DamagedTransferException("its record has no '" + key + "'");
        }
        return value;
    }

    /** Records of the first release have none. */
    private static long segments(Map<String, String> entries) throws IOException {
        return entries.containsKey(SEGMENTS) ? number(entries, SEGMENTS) : 0;
    }

    private static long number(Map<String, String> entries, String key) throws IOException {
        long number = Long.parseLong(entry(entries, key));
        if (number < 0) {
            throw new DamagedTransferException("its record's " + key + " is negative");
        }
        return number;
    }

    private static String dataName(Map<String, String> entries) throws IOException {
        String name = entry(entries, "data");
        Path path = Path.of(name);
        if (name.isEmpty() || path.isAbsolute() || !path.equals(path.getFileName())) {
            throw new DamagedTransferException("its data file '" + name + "' is in another folder");
        }
        return name;
    }

    private <P extends Packet> P packet(Map<String, String> entries, String key, Class<P> type)
            throws IOException {
        byte[] bytes = Base64.getDecoder().decode(entry(entries, key));
        Packet packet =
                format.read(bytes)
                        .orElseThrow(() -> new UnreadableMessageException("it holds no packet"));
        if (!type.isInstance(packet)) {
            throw new DamagedTransferException("its '" + key + "' is a " + packet.type());
        }
        return type.cast(packet);
    }

    private static Annotations annotations(Map<String, String> entries, String key)
            throws UnreadableMessageException {
        Map<String, String> headers = new HashMap<>();
        String prefix = key + ".";
        entries.forEach(
                (name, value) -> {
                    if (name.startsWith(prefix)) {
                        headers.put(name.substring(prefix.length()), value);
                    }
                });
        return Annotations.fromHeaders(headers).withReplyTo(entries.get(key + REPLY_TO));
    }
}
