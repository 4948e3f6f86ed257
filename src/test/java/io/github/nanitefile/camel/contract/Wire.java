package io.github.nanitefile.camel.contract;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.testing.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A peer made by hand: publishes and sees single packets of one domain. */
final class Wire implements AutoCloseable {

    static final String EXCHANGE = "file broadcast";
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Connection connection;
    private final Channel channel;
    private final String key;

    Wire(TestBroker broker, String domain) throws Exception {
        connection = broker.connectionFactory().newConnection("test-wire");
        channel = connection.createChannel();
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        channel.confirmSelect();
        key = "nanite.filepeer." + domain;
    }

    /** One message as it came. */
    record Seen(Packet packet, Annotations annotations, AMQP.BasicProperties properties) {}

    /** Sees all packets of the domain from now on. */
    List<Seen> listen() throws IOException {
        List<Seen> seen = new CopyOnWriteArrayList<>();
        channel.basicConsume(
                boundQueue(),
                true,
                (tag, message) -> {
                    Map<String, Object> headers = message.getProperties().getHeaders();
                    try {
                        seen.add(
                                new Seen(
                                        PacketFormats.plain().read(message.getBody()).orElseThrow(),
                                        Annotations.fromHeaders(headers),
                                        message.getProperties()));
                    } catch (UnreadableMessageException e) {
                        throw new UncheckedIOException(new IOException(e));
                    }
                },
                tag -> {});
        return seen;
    }

    /** Sees the bodies of all messages of the domain from now on, whatever they are. */
    List<byte[]> bodies() throws IOException {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        channel.basicConsume(
                boundQueue(), true, (tag, message) -> bodies.add(message.getBody()), tag -> {});
        return bodies;
    }

    private String boundQueue() throws IOException {
        String queue = "test-wire-" + Token.random();
        channel.queueDeclare(queue, false, true, true, null);
        channel.queueBind(queue, EXCHANGE, key);
        return queue;
    }

    /** Declares a queue of its own and takes the receipts that come there. */
    Mailbox mailbox() throws IOException {
        String queue = Receipt.QUEUE_PREFIX + Token.random();
        channel.queueDeclare(queue, false, true, true, null);
        List<Receipt> receipts = new CopyOnWriteArrayList<>();
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> {
                    try {
                        AMQP.BasicProperties properties = message.getProperties();
                        receipts.add(
                                Receipt.of(properties.getCorrelationId(), properties.getHeaders()));
                    } catch (UnreadableMessageException e) {
                        throw new UncheckedIOException(new IOException(e));
                    }
                },
                tag -> {});
        return new Mailbox(queue, receipts);
    }

    /** Where a sender waits for receipts, and what has come. */
    record Mailbox(String queue, List<Receipt> receipts) {}

    /** Publishes any message. */
    void publish(byte[] body, Map<String, Object> headers) {
        publish(body, headers, null, null);
    }

    private void publish(
            byte[] body, Map<String, Object> headers, String replyTo, Token correlation) {
        try {
            channel.basicPublish(
                    EXCHANGE,
                    key,
                    new AMQP.BasicProperties.Builder()
                            .deliveryMode(2)
                            .headers(headers)
                            .replyTo(replyTo)
                            .correlationId(correlation == null ? null : correlation.value())
                            .build(),
                    body);
            channel.waitForConfirmsOrDie(10_000);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void publish(Packet packet, Annotations annotations) {
        publish(packet, annotations, null);
    }

    private void publish(Packet packet, Annotations annotations, Token correlation) {
        publish(
                PacketFormats.plain().named("marshal").write(packet),
                new HashMap<>(annotations.toHeaders()),
                annotations.replyTo(),
                correlation);
    }

    /** A file that is sent packet by packet. */
    Sending sending(String dest, boolean plain) {
        return new Sending(dest, new Token(Token.random().value()), plain);
    }

    /** A plain file, as a Nanite peer sends it. */
    Sending plainFile(String dest, byte[] content) {
        return sending(dest, true).start(null).chunk(content).end(null, null);
    }

    /** An annotated file. */
    Sending annotatedFile(String dest, byte[] content) {
        return sending(dest, false)
                .start((long) content.length)
                .chunk(content)
                .end((long) content.length, digest(content));
    }

    static Digest digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Digest(Digest.SHA_256, HexFormat.of().formatHex(hash));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Remembers where the next chunk belongs. */
    final class Sending {
        private final String dest;
        private final Token token;
        private final boolean plain;
        private String replyTo;
        private long offset;

        private Sending(String dest, Token token, boolean plain) {
            this.dest = dest;
            this.token = token;
            this.plain = plain;
        }

        Token token() {
            return token;
        }

        /** The same transfer from its beginning. */
        Sending again() {
            return new Sending(dest, token, plain).replyTo(replyTo);
        }

        /** Asks for receipts. */
        Sending replyTo(String queue) {
            replyTo = queue;
            return this;
        }

        /** All of a file. */
        Sending all(byte[] content) {
            return start((long) content.length)
                    .chunk(content)
                    .end((long) content.length, digest(content));
        }

        Sending start(Long length) {
            String filename = dest.substring(dest.lastIndexOf('/') + 1);
            send(new FileStart(filename, dest, token), Annotations.ofStart(1, length, PAUSE));
            return this;
        }

        Sending chunk(byte[] bytes) {
            send(new FileChunk(token, ByteBuffer.wrap(bytes)), Annotations.ofChunk(1, offset));
            offset += bytes.length;
            return this;
        }

        Sending end(Long length, Digest digest) {
            Annotations annotations =
                    plain ? Annotations.PLAIN : Annotations.ofEnd(1, length, digest, null);
            send(new FileEnd(token, "meta of " + dest), annotations);
            return this;
        }

        /** Leaves bytes out, or goes back by them. */
        void skip(long bytes) {
            offset += bytes;
        }

        Sending abort(String reason) {
            FileChunk empty = new FileChunk(token, ByteBuffer.allocate(0));
            send(empty, Annotations.ofAbort(1, reason));
            return this;
        }

        byte[] startBytes() {
            return PacketFormats.plain().named("marshal").write(new FileStart(dest, dest, token));
        }

        private void send(Packet packet, Annotations annotations) {
            if (plain) {
                publish(packet, Annotations.PLAIN);
            } else {
                publish(packet, annotations.withReplyTo(replyTo), token);
            }
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
