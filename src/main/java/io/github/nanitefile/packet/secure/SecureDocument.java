package io.github.nanitefile.packet.secure;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.json.JsonDocument;
import io.github.nanitefile.packet.json.JsonOutput;
import io.github.nanitefile.packet.value.Utf8;
import io.github.nanitefile.packet.value.WireString;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/**
 * The JSON object in which a secure packet travels. Its {@code id} is not here: it tells a reader
 * who claims to have signed, and we ask the signature.
 *
 * @param data the packet's JSON, or the PEM of the envelope that it is in
 * @param signature the PEM of the signature
 * @param encrypted whether data is an envelope
 */
record SecureDocument(byte[] data, byte[] signature, boolean encrypted) {

    private static final String DATA = "data";
    private static final String SIGNATURE = "signature";
    private static final String ENCRYPTED = "encrypted";

    /** What a packet in plain JSON has, and a secure document never. */
    private static final String OF_A_PACKET = "json_class";

    private static final Set<String> TELLING = Set.of(SIGNATURE, OF_A_PACKET);

    /** Whether the body looks like such a document; says nothing about what is in it. */
    static boolean isIn(byte[] body) {
        return JsonDocument.firstKey(body, TELLING).filter(SIGNATURE::equals).isPresent();
    }

    static SecureDocument read(byte[] body) throws UnreadableMessageException {
        Map<String, Object> fields = JsonDocument.read(body);
        return new SecureDocument(
                string(fields, DATA), string(fields, SIGNATURE), isEncrypted(fields));
    }

    /**
     * The document as a message.
     *
     * @param id who signed it
     */
    byte[] write(String id) {
        JsonOutput out = new JsonOutput(2 * (data.length + signature.length));
        out.ascii("{\"id\":");
        out.string(ByteBuffer.wrap(Utf8.encode(id)));
        out.ascii(",\"data\":");
        out.string(ByteBuffer.wrap(data));
        out.ascii(",\"signature\":");
        out.string(ByteBuffer.wrap(signature));
        out.ascii(",\"encrypted\":" + encrypted + "}");
        return out.take();
    }

    private static byte[] string(Map<String, Object> fields, String name)
            throws UnreadableMessageException {
        if (fields.get(name) instanceof WireString string) {
            ByteBuffer view = string.view();
            byte[] bytes = new byte[view.remaining()];
            view.get(bytes);
            return bytes;
        }
        throw new UnreadableMessageException("the " + name + " of its document is no string");
    }

    /** Absent or null counts as false, as in Ruby. */
    private static boolean isEncrypted(Map<String, Object> fields)
            throws UnreadableMessageException {
        Object encrypted = fields.get(ENCRYPTED);
        if (encrypted == null || encrypted instanceof Boolean) {
            return Boolean.TRUE.equals(encrypted);
        }
        throw new UnreadableMessageException(
                "the " + ENCRYPTED + " of its document is neither true nor false");
    }
}
