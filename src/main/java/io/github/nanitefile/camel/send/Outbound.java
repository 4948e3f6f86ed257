package io.github.nanitefile.camel.send;

import io.github.nanitefile.amqp.BrokerConnection;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.Exchange;
import io.github.nanitefile.amqp.Publisher;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.ReadResult;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending side of one broker: carries what {@link Sender} decides between sources, publisher
 * and exchanges.
 *
 * <p>All state is owned by one thread, {@code owner}; confirms, reads and requests reach it as
 * tasks. Sources are read, and exchanges go on, on {@code workers}.
 */
public final class Outbound extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final int MAX_READS = 8;
    private static final long TICK_MILLIS = 100;

    private final CamelContext context;
    private final BrokerConnection connection;
    private final Exchange exchange;
    private final Sender sender;
    private final Map<OutgoingTransfer, SendRequest> requests = new HashMap<>();
    private OwnerThread owner;
    private ExecutorService workers;
    private Publisher publisher;

    public Outbound(
            CamelContext context,
            BrokerConnection connection,
            Exchange exchange,
            SendWindow window,
            TransferListener listener) {
        this.context = context;
        this.connection = connection;
        this.exchange = exchange;
        this.sender = new Sender(window, MAX_READS, new Output(), listener);
    }

    @Override
    protected void doStart() {
        workers =
                context.getExecutorServiceManager()
                        .newCachedThreadPool(this, "NaniteFileSendWorker");
        owner = new OwnerThread(context, "NaniteFileSender");
        owner.every(TICK_MILLIS, () -> sender.tick(connection.blocked(), now()));
    }

    @Override
    protected void doStop() {
        owner.stop(() -> sender.close(now()), connection::close);
        context.getExecutorServiceManager().shutdownGraceful(workers);
    }

    /**
     * Connects, so that a route that cannot send does not start.
     *
     * @throws BrokerException if the broker cannot be reached; says why
     */
    public void connect() throws IOException {
        owner.call(this::publisher);
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

    private Publisher publisher() throws BrokerException {
        if (publisher == null) {
            publisher = Publisher.open(connection, exchange, new Signals());
        }
        return publisher;
    }

    private static long now() {
        return System.nanoTime();
    }

    /** What the sender wants done; on the owner's thread. */
    private final class Output implements SenderOutput {

        @Override
        public void read(OutgoingTransfer transfer, int bytes) {
            SendRequest request = requests.get(transfer);
            request.reading(true);
            workers.execute(() -> readNext(request, bytes));
        }

        @Override
        public long publish(OutgoingTransfer transfer, Packet packet, Annotations annotations)
                throws IOException {
            SendRequest request = requests.get(transfer);
            byte[] body = request.writer().write(packet);
            return publisher()
                    .publish(
                            request.routingKey(), body, packet.token(), packet.type(), annotations);
        }

        @Override
        public int chunkLength(OutgoingTransfer transfer, ByteBuffer bytes) {
            return requests.get(transfer).writer().chunkLength(bytes, transfer.chunkSize());
        }

        @Override
        public void completed(OutgoingTransfer transfer) {
            SendRequest request = requests.remove(transfer);
            workers.execute(
                    () -> {
                        close(request);
                        request.outcome().sent(transfer.confirmed(), request.digest());
                    });
        }

        @Override
        public void failed(OutgoingTransfer transfer, SendFailedException cause) {
            SendRequest request = requests.remove(transfer);
            boolean inUse = request.isReading();
            workers.execute(
                    () -> {
                        if (!inUse) {
                            close(request);
                        }
                        request.outcome().failed(cause);
                    });
        }
    }

    /** On a worker: the read that the sender asked for. */
    private void readNext(SendRequest request, int bytes) {
        try {
            ReadResult result = request.source().read(bytes);
            owner.execute(() -> afterRead(request, () -> onRead(request, result)));
        } catch (IOException | RuntimeException e) {
            owner.execute(
                    () ->
                            afterRead(
                                    request,
                                    () -> sender.readFailed(request.transfer(), e, now())));
        }
    }

    private void onRead(SendRequest request, ReadResult result) {
        request.digest(result.digest());
        sender.read(request.transfer(), result, now());
    }

    private void afterRead(SendRequest request, Runnable consequence) {
        boolean abandoned = !requests.containsKey(request.transfer());
        request.reading(false);
        consequence.run();
        if (abandoned) {
            workers.execute(() -> close(request));
        }
    }

    private static void close(SendRequest request) {
        try {
            request.source().close();
        } catch (IOException e) {
            LOG.warn(
                    "The source of '{}' (token {}) could not be closed after it was read; it may stay open until this"
                            + " process ends",
                    request.transfer().describe().name(),
                    request.transfer().token(),
                    e);
        }
    }

    /** What the broker says, carried to the owner; what a lost channel said last is passed over. */
    private final class Signals implements Publisher.Listener {

        private boolean lost;

        @Override
        public void confirmed(long number, boolean multiple) {
            owner.execute(() -> ifCurrent(() -> sender.confirmed(number, multiple, now())));
        }

        @Override
        public void refused(long number, boolean multiple) {
            owner.execute(() -> ifCurrent(() -> sender.refused(number, multiple, now())));
        }

        @Override
        public void returned(String correlationId) {
            owner.execute(() -> ifCurrent(() -> sender.returned(new Token(correlationId), now())));
        }

        @Override
        public void lost(BrokerException cause) {
            owner.execute(
                    () ->
                            ifCurrent(
                                    () -> {
                                        lost = true;
                                        publisher = null;
                                        sender.connectionLost(cause, now());
                                    }));
        }

        private void ifCurrent(Runnable consequence) {
            if (!lost) {
                consequence.run();
            }
        }
    }
}
