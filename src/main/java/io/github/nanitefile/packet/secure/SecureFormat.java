package io.github.nanitefile.packet.secure;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.json.JsonDocument;
import io.github.nanitefile.packet.json.JsonFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * Nanite's secure serializer: the packet's JSON, signed, and encrypted if there are recipients. It
 * never falls back to another format.
 *
 * <p>What it proves: that the bytes of the packet are what the holder of a trusted certificate
 * wrote, and if they were encrypted that only holders of the recipients' keys could read them. What
 * it does not: the signature covers one packet, and nothing beside its body. So whoever can publish
 * to the broker may repeat a message, leave one out or change their order, and may change the AMQP
 * headers, our {@link io.github.nanitefile.packet.Annotations} among them; of a transfer with
 * annotations, changes that do not agree with one another are found out, and the rest only by who
 * may publish at all.
 *
 * <p>Stricter than Ruby's: the data must be what was signed, every signer must be trusted, and
 * certificates that a message encloses count for nothing. As in Ruby's nobody looks at the dates,
 * issuer or key usage of a trusted certificate, nor at the document's {@code id}.
 *
 * <p>Unlike Ruby's, it carries chunks and metas that are no text: their bytes stand in the JSON as
 * they are, and Ruby's peers read them.
 */
public final class SecureFormat implements PacketFormat {

    /** What users choose it by. */
    public static final String NAME = "secure";

    /** Said to who would write without keys. */
    public static final String NO_KEY =
            "there is no key to sign with: the format secure needs an endpoint of nanitefile: with secureKey and"
                    + " secureCertificate";

    private static final Token LONGEST_TOKEN = new Token("\0".repeat(Token.MAX_LENGTH));

    private final SecureKeys keys;
    private final JsonFormat json = new JsonFormat();
    private final ChunkRoom room;

    /**
     * @throws IllegalArgumentException if the keys are there to write with, and do not do it
     */
    public SecureFormat(SecureKeys keys) {
        this.keys = keys;
        this.room =
                keys.identity() == null
                        ? null
                        : new ChunkRoom(
                                write(new FileChunk(LONGEST_TOKEN, ByteBuffer.allocate(0))).length,
                                isEncrypting());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(byte[] body) {
        return SecureDocument.isIn(body);
    }

    private boolean isEncrypting() {
        return !keys.recipients().isEmpty();
    }

    @Override
    public int chunkLength(ByteBuffer bytes, int chunkSize) {
        return room.chunkLength(bytes, chunkSize);
    }

    @Override
    public byte[] write(Packet packet) {
        if (keys.identity() == null) {
            throw new IllegalArgumentException(NO_KEY);
        }
        if (!json.carriesRaw(packet)) {
            throw new IllegalArgumentException(
                    "a secure meta travels as JSON, and this one has a key 'json_class', a key that is a list, a map or"
                            + " bytes, two keys that are the same as text, or more than 98 levels: send it in"
                            + " another form");
        }
        byte[] inner = json.write(packet);
        byte[] data =
                isEncrypting() ? Pem.encode(Envelopes.encrypt(inner, keys.recipients())) : inner;
        byte[] signature =
                Pem.encode(Signatures.sign(SignedText.of(data), keys.key(), keys.certificate()));
        return new SecureDocument(data, signature, isEncrypting()).write(keys.identity());
    }

    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        if (keys.trusted().isEmpty()) {
            throw new UnreadableMessageException(
                    "it is signed (format secure), and there is nobody whose signature is trusted; set"
                            + " secureTrusted to the sender's certificate");
        }
        SecureDocument document = SecureDocument.read(body);
        byte[] signed = Signatures.verified(Pem.decode(document.signature()), keys.trusted());
        if (!Arrays.equals(signed, SignedText.of(document.data()))) {
            throw new UnreadableMessageException("its data is not what was signed");
        }
        byte[] data = SignedText.original(signed);
        return document.encrypted() ? readEncrypted(data) : json.read(data);
    }

    private Optional<Packet> readEncrypted(byte[] pem) throws UnreadableMessageException {
        if (keys.key() == null) {
            throw new UnreadableMessageException(
                    "it is encrypted, and there is no key to decrypt it: set secureKey");
        }
        UnreadableMessageException complaint =
                new UnreadableMessageException(
                        "secureKey does not decrypt it: it is encrypted to somebody else, or broken; the sender"
                                + " has to name this side's certificate in secureRecipients");
        Iterator<byte[]> decrypted = Envelopes.decrypted(Pem.decode(pem), keys).iterator();
        while (decrypted.hasNext()) {
            byte[] inner = decrypted.next();
            // Else it is what a key makes that does not fit, and says so too rarely.
            if (JsonDocument.begins(inner)) {
                try {
                    return json.read(inner);
                } catch (UnreadableMessageException e) {
                    complaint = e;
                }
            }
        }
        throw complaint;
    }
}
