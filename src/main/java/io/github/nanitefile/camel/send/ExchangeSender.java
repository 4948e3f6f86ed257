package io.github.nanitefile.camel.send;

import io.github.nanitefile.camel.Domains;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.camel.ReceivedDestination;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.PacketWriter;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.SendFailedException;
import io.github.nanitefile.transfer.send.SendTerms;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * Makes a transfer of each exchange, and of the transfer's end the exchange's. Holds no state but
 * its settings; used by any thread.
 */
public final class ExchangeSender {

    private final String domain;
    private final PacketWriter writer;
    private final SendTerms terms;
    private final Outbound outbound;
    private final TransferListener listener;

    /**
     * @param writer writes packets in the format that the options name
     * @param listener is told of its transfers
     * @throws IllegalArgumentException if the endpoint's domain cannot be sent to
     */
    public ExchangeSender(
            String domain,
            NaniteFileConfiguration options,
            PacketWriter writer,
            Outbound outbound,
            TransferListener listener)
            throws IOException {
        this.domain = domain;
        this.writer = writer;
        this.terms =
                new SendTerms(
                        options.getChunkSize(),
                        Duration.ofMillis(options.getIdleTimeout()),
                        options.getResume().equals("restart"),
                        options.getReceipts());
        this.outbound = outbound;
        this.listener = listener;
        Domains.routingKey(domain);
        outbound.connect();
        if (terms.receipts() > 0) {
            outbound.awaitReceipts();
        }
    }

    /** Sends the exchange's body; as {@link org.apache.camel.AsyncProcessor#process}. */
    public boolean send(Exchange exchange, AsyncCallback callback) {
        try {
            outbound.send(request(exchange, callback));
            return false;
        } catch (IOException | InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private SendRequest request(Exchange exchange, AsyncCallback callback)
            throws IOException, InvalidPayloadException {
        Message message = exchange.getMessage();
        Attempt attempt = Attempt.of(exchange, domain, overridden(message), token(message));
        String to = attempt.domain();
        String routingKey = Domains.routingKey(to);
        if (message.getBody() == null) {
            throw new SendFailedException(
                    "Cannot send to domain '"
                            + to
                            + "': the exchange has no body; give it a file, a stream, bytes or text");
        }
        Body body = Body.of(exchange);
        if (!attempt.isFirst() && !body.repeatable()) {
            throw new SendFailedException(
                    "Cannot send to domain '"
                            + to
                            + "' again (token "
                            + attempt.token()
                            + "): the body is a stream that was read by the attempt before; turn on stream caching or give a"
                            + " file");
        }
        String path = path(exchange, body);
        Object meta = message.getHeader(NaniteFileConstants.META);
        // What cannot be written is found out now, not after the whole file went out.
        writer.write(new FileEnd(attempt.token(), meta));
        OutgoingTransfer transfer =
                new OutgoingTransfer(
                        to,
                        attempt.token(),
                        attempt.number(),
                        path.substring(path.lastIndexOf('/') + 1),
                        destination(exchange, path),
                        body.length(),
                        meta,
                        terms,
                        listener);
        return new SendRequest(
                transfer,
                routingKey,
                writer,
                new BodySource(body.opening(), body.atHand(), body.length(), terms.chunkSize()),
                body.repeatable(),
                new ExchangeOutcome(exchange, callback, attempt, transfer));
    }

    private static String overridden(Message message) {
        Object override = message.removeHeader(NaniteFileConstants.OVERRIDE_DOMAIN);
        return override == null ? null : override.toString();
    }

    private static Token token(Message message) {
        Object override = message.removeHeader(NaniteFileConstants.OVERRIDE_TOKEN);
        return override == null ? null : new Token(override.toString());
    }

    /**
     * What the user asks for; a destination that only tells how the file was received gives way to
     * its name now.
     */
    private static String destination(Exchange exchange, String path) {
        String wanted =
                exchange.getMessage().getHeader(NaniteFileConstants.DESTINATION, String.class);
        return wanted == null || ReceivedDestination.is(exchange, wanted) ? path : wanted;
    }

    /** The file's name with the folders that it is in, as file: gives it. */
    private static String path(Exchange exchange, Body body) {
        String name = exchange.getMessage().getHeader(NaniteFileConstants.FILE_NAME, String.class);
        if (name == null) {
            name = body.name() == null ? exchange.getMessage().getMessageId() : body.name();
        }
        return name.replace('\\', '/');
    }

    /** Tells the exchange how its file fared. */
    private record ExchangeOutcome(
            Exchange exchange, AsyncCallback callback, Attempt attempt, OutgoingTransfer transfer)
            implements SendRequest.Outcome {

        @Override
        public void sent(Digest digest) {
            Message message = exchange.getMessage();
            attempt.forget(exchange);
            message.setHeader(NaniteFileConstants.TOKEN, transfer.token().value());
            message.setHeader(NaniteFileConstants.BYTES_SENT, transfer.confirmed());
            message.setHeader(NaniteFileConstants.DIGEST, digest.toString());
            if (transfer.terms().receipts() > 0) {
                message.setHeader(NaniteFileConstants.RECEIPTS, transfer.receipts());
            }
            callback.done(false);
        }

        @Override
        public void failed(Exception cause) {
            attempt.remember(exchange, transfer);
            exchange.setException(cause);
            callback.done(false);
        }
    }
}
