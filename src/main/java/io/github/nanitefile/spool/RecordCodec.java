package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
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

    private final PacketFormat format;

    RecordCodec(PacketFormat format) {
        this.format = format;
    }

    /**
     * What a record says.
     *
     * @param dataName the data file's name, in the folder of the record
     * @param length how many bytes of it are safe and acknowledged
     */
    record Recorded(TransferState state, String dataName, long length) {

        TransferState with(GrowingFile file) {
            return new TransferState(
                    state.domain(),
                    state.start(),
                    state.startAnnotations(),
                    state.end(),
                    state.endAnnotations(),
                    file,
                    state.segments(),
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
        }
    }

    /**
     * @throws IOException if the record cannot be read, or is none; says what is wrong with it
     */
    Recorded read(Path record) throws IOException {
        Map<String, String> entries;
        try {
            entries = TextProperties.read(record);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is no properties file: " + e.getMessage(), e);
        }
        expect(entries, "version", VERSION);
        expect(entries, "format", format.name());
        boolean ended = entries.containsKey(END);
        try {
            TransferState state =
                    new TransferState(
                            entry(entries, "domain"),
                            packet(entries, START, FileStart.class),
                            annotations(entries, START),
                            ended ? packet(entries, END, FileEnd.class) : null,
                            ended ? annotations(entries, END) : null,
                            null,
                            List.of(),
                            null);
            return new Recorded(state, dataName(entries), length(entries));
        } catch (IllegalArgumentException e) {
            throw new IOException("it has a broken value: " + e.getMessage(), e);
        }
    }

    private static void expect(Map<String, String> entries, String key, String value)
            throws IOException {
        if (!entry(entries, key).equals(value)) {
            throw new IOException(
                    "its " + key + " is '" + entries.get(key) + "', this release reads " + value);
        }
    }

    private static String entry(Map<String, String> entries, String key) throws IOException {
        String value = entries.get(key);
        if (value == null) {
            throw new IOException("it has no '" + key + "'");
        }
        return value;
    }

    private static long length(Map<String, String> entries) throws IOException {
        long length = Long.parseLong(entry(entries, "length"));
        if (length < 0) {
            throw new IOException("its length is negative");
        }
        return length;
    }

    private static String dataName(Map<String, String> entries) throws IOException {
        String name = entry(entries, "data");
        Path path = Path.of(name);
        if (name.isEmpty() || path.isAbsolute() || !path.equals(path.getFileName())) {
            throw new IOException("its data file '" + name + "' is in another folder");
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
            throw new IOException("its '" + key + "' is a " + packet.type());
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
        return Annotations.fromHeaders(headers);
    }
}
