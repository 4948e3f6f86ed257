package io.github.nanitefile.camel.send;

import io.github.nanitefile.amqp.BrokerConnection;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.Publisher;
import io.github.nanitefile.camel.Domains;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.management.Window;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.SendFailedException;
import io.github.nanitefile.transfer.send.SendWindow;
import io.github.nanitefile.transfer.send.Sender;
import io.github.nanitefile.transfer.send.SenderOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The sending side of one broker: carries what {@link Sender} decides between sources, publisher
 * and exchanges.
 *
 * <p>All state is owned by one thread, {@code owner}; confirms, reads and requests reach it as
 * tasks. Sources are read, and exchanges go on, on {@code workers}.
 */
public final class Outbound extends ServiceSupport {

    private static final int MAX_READS = 8;
    private static final long TICK_MILLIS = 100;

    private final CamelContext context;
    private final BrokerLink link;
    private final BrokerConnection connection;
    private final TransferListener listener;
    private final Sender sender;
    private final Map<OutgoingTransfer, SendRequest> requests = new HashMap<>();
    private final Runnable flushing = this::flush;
    private OwnerThread owner;
    private ExecutorService workers;
    private SourceReader sources;
    private SteadyChannel<Publisher> publisher;
    private ReceiptInbox receipts;

    /**
     * @param windowSize how many bytes may be read but not confirmed by this broker
     * @param listener is to be told of all transfers, on the owner's thread
     */
    public Outbound(
            CamelContext context, BrokerLink link, long windowSize, TransferListener listener) {
        this.context = context;
        this.link = link;
        this.connection = link.publishing();
        this.listener = listener;
        this.sender = new Sender(new SendWindow(windowSize), MAX_READS, new Output());
    }

    @Override
    protected void doStart() {
        workers =
                context.getExecutorServiceManager()
                        .newCachedThreadPool(this, "NaniteFileSendWorker");
        owner = new OwnerThread(context, "NaniteFileSender");
        publisher =
                new SteadyChannel<>(
                        "Sending to " + connection.describe(),
                        owner,
                        workers,
                        life -> Publisher.open(connection, link.exchange(), new Signals(life)),
                        new Connected());
        receipts = new ReceiptInbox(link.consuming(), owner, workers, sender);
        sources = new SourceReader(owner, workers, sender);
        owner.every(TICK_MILLIS, () -> sender.tick(connection.blocked(), now()));
    }

    @Override
    protected void doStop() {
        owner.stop(this::end, connection::close);
        context.getExecutorServiceManager().shutdownGraceful(workers);
    }

    private void end() {
        sender.close(now());
        publisher.close();
        receipts.close();
    }

    /**
     * Connects, so that a route that cannot send does not start.
     *
     * @throws BrokerException if the broker cannot be reached; says why
     */
    public void connect() throws IOException {
        publisher.open();
    }

    /**
     * Opens the queue for receipts, which only senders have that want some.
     *
     * @throws BrokerException if it cannot be had; says why
     */
    void awaitReceipts() throws IOException {
        receipts.open();
    }

    /**
     * Takes a file on; its request is told the end.
     *
     * @throws SendFailedException if there is nobody any more to tell it
     */
    void send(SendRequest request) throws SendFailedException {
        boolean taken =
                owner.offer(
                        () -> {
                            requests.put(request.transfer(), request);
                            sender.add(request.transfer(), now());
                        });
        if (!taken) {
            throw new SendFailedException(
                    "Could not send '"
                            + request.transfer().describe().name()
                            + "' to domain '"
                            + request.transfer().domain()
                            + "': the component nanitefile was stopped; send it again");
        }
    }

    /** Is to be told of all transfers. */
    public TransferListener listener() {
        return listener;
    }

    /** The broker as it is named to people, without secrets. */
    public String describe() {
        return connection.describe();
    }

    /** Bytes that are read and not confirmed. Any thread. */
    public Window window() {
        return new Window(sender.window().used(), sender.window().size());
    }

    /**
     * Fails a transfer as an operator wants it. Any thread.
     *
     * @return whether it was under way
     * @throws IOException if the owner is held up, or has ended
     */
    public boolean cancel(Token token) throws IOException {
        return owner.ask(() -> sender.cancel(token, now()));
    }

    /** Why nothing can be sent now, and what to do; null if it can. Any thread. */
    public String trouble() {
        String trouble = publisher.trouble();
        return trouble == null
                ? null
                : "Files cannot be sent: "
                        + trouble
                        + ". See to the broker; sending goes on by itself";
    }

    private static long now() {
        return System.nanoTime();
    }

    /** What the sender wants done; on the owner's thread. */
    private final class Output implements SenderOutput {

        @Override
        public void read(OutgoingTransfer transfer, int bytes) {
            sources.read(requests.get(transfer), bytes);
        }

        @Override
        public boolean rewind(OutgoingTransfer transfer) {
            return requests.get(transfer).rewind();
        }

        @Override
        public long publish(OutgoingTransfer transfer, Packet packet, Annotations annotations)
                throws IOException {
            SendRequest request = requests.get(transfer);
            byte[] body = request.writer().write(packet);
            Annotations all =
                    transfer.terms().receipts() > 0
                            ? annotations.withReplyTo(receipts.queue())
                            : annotations;
            return publishing(
                    channel ->
                            channel.publish(
                                    request.routingKey(),
                                    body,
                                    packet.token(),
                                    packet.type(),
                                    all));
        }

        @Override
        public int chunkLength(OutgoingTransfer transfer, ByteBuffer bytes) {
            return requests.get(transfer).writer().chunkLength(bytes, transfer.chunkSize());
        }

        @Override
        public void completed(OutgoingTransfer transfer) {
            SendRequest request = requests.remove(transfer);
            sources.end(request, () -> request.outcome().sent(request.digest()));
        }

        @Override
        public void failed(OutgoingTransfer transfer, SendFailedException cause) {
            SendRequest request = requests.remove(transfer);
            sources.end(request, () -> request.outcome().failed(cause));
        }
    }

    private interface Publishing {
        long on(Publisher channel) throws BrokerException;
    }

    /** What is published together goes to the broker together. */
    private void flush() {
        Publisher channel = publisher.current();
        if (channel == null) {
            return;
        }
        try {
            channel.flush();
        } catch (BrokerException e) {
            publisher.broken(e);
        }
    }

    /** A channel on which this fails is not used any more. */
    private long publishing(Publishing publishing) throws BrokerException {
        Publisher channel = publisher.current();
        if (channel == null) {
            throw new BrokerException("There is no connection to " + connection.describe());
        }
        owner.afterwards(flushing);
        try {
            return publishing.on(channel);
        } catch (BrokerException e) {
            publisher.broken(e);
            throw e;
        } catch (RuntimeException e) {
            publisher.broken(new BrokerException("a message could not be written", e));
            throw e;
        }
    }

    /** What the broker says, carried to the owner. */
    private final class Signals implements Publisher.Listener {

        private final SteadyChannel.Life life;

        Signals(SteadyChannel.Life life) {
            this.life = life;
        }

        @Override
        public void confirmed(long number, boolean multiple) {
            life.execute(
                    () -> {
                        publisher.allIsWell();
                        sender.confirmed(number, multiple, now());
                    });
        }

        @Override
        public void refused(long number, boolean multiple) {
            life.execute(() -> sender.refused(number, multiple, now()));
        }

        @Override
        public void returned(String correlationId) {
            life.execute(() -> sender.returned(new Token(correlationId), now()));
        }

        @Override
        public void lost(BrokerException cause) {
            life.lost(cause);
        }
    }

    /** On the owner's thread: what is not settled is repeated on the next connection. */
    private final class Connected implements SteadyChannel.Listener {

        @Override
        public void opened() {
            sender.connected(now());
        }

        @Override
        public void lost(BrokerException cause) {
            if (cause.isRefusal()) {
                sender.closedOver(
                        cause, domain -> cause.forbidsSending(Domains.routingKey(domain)), now());
            } else {
                sender.disconnected(cause, false, now());
            }
        }
    }
}
