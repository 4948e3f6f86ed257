package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.ReadResult;
import io.github.nanitefile.transfer.send.SendFailedException;
import io.github.nanitefile.transfer.send.SendTerms;
import io.github.nanitefile.transfer.send.SendWindow;
import io.github.nanitefile.transfer.send.Sender;
import io.github.nanitefile.transfer.send.SenderOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that sends files: does around {@link Sender} what Outbound does, and around that what a
 * route does that polls a folder.
 */
final class SendingProcess extends SimulatedProcess implements SenderOutput {

    private static final int MAX_READS = 3;
    private static final long TICK = 250 * World.MILLI;
    private static final long SHORTEST_ABSENCE = World.SECOND;
    private static final long LONGEST_ABSENCE = 5 * World.SECOND;
    private static final long LONGEST_READ = 20 * World.MILLI;

    private final Broker broker;
    private final List<Shipment> shipments = new ArrayList<>();
    private final Map<OutgoingTransfer, Request> requests = new LinkedHashMap<>();
    private SendWindow window;
    private Sender sender;
    private Publisher publisher;
    private boolean blocked;

    /** What is being sent. */
    private static final class Request {
        private final Shipment file;
        private final boolean shrinks;
        private Source source;
        private boolean rewound;

        Request(Shipment file, boolean shrinks) {
            this.file = file;
            this.shrinks = shrinks;
        }
    }

    SendingProcess(World world, String name, long slowness, Broker broker) {
        super(world, name, slowness);
        this.broker = broker;
    }

    /** Gives it a file to send. */
    void give(Shipment file) {
        shipments.add(file);
        post(() -> send(file));
    }

    boolean hasSentAll() {
        return isQuiet()
                && shipments.stream().allMatch(Shipment::isSent)
                && requests.isEmpty()
                && (publisher == null || publisher.isSound())
                && (window == null || window.used() == 0);
    }

    @Override
    void born() {
        blocked = false;
        publisher = null;
        window = new SendWindow(world.scenario.sendWindow());
        sender = new Sender(window, MAX_READS, this, new SendingListener(world, name));
        every(TICK, this::tick);
        connect();
        for (Shipment file : shipments) {
            if (!file.isSent()) {
                file.forgotten();
                send(file);
            }
        }
    }

    private void tick() {
        sender.tick(blocked, world.now());
        requireInBudget();
    }

    private void requireInBudget() {
        long most = Math.max(window.size(), world.scenario.chunkSize());
        if (window.used() < 0 || window.used() > most) {
            throw new Violation(name + " has " + window.used() + " bytes in a window of " + most);
        }
    }

    private void send(Shipment file) {
        Token fresh = world.ledger().newToken();
        file.nextTry(fresh);
        boolean knowsLength = world.scenario.lengthKnown() || world.chance.oneIn(2);
        OutgoingTransfer transfer =
                new OutgoingTransfer(
                        World.DOMAIN,
                        file.token(),
                        file.attempt(),
                        file.name,
                        file.dest(),
                        knowsLength ? (long) file.bytes.length : null,
                        null,
                        new SendTerms(
                                world.scenario.chunkSize(),
                                world.scenario.idleTimeout(),
                                false,
                                0));
        world.note(name, "sends", file.token(), "attempt", file.attempt(), "of", file.name);
        world.ledger().begun(file);
        boolean shrinks = knowsLength && world.has(Fault.SOURCE) && world.chance.oneIn(5);
        requests.put(transfer, new Request(file, shrinks));
        sender.add(transfer, world.now());
    }

    @Override
    public void read(OutgoingTransfer transfer, int bytes) {
        Request request = requests.get(transfer);
        if (request.source == null || request.rewound) {
            request.source =
                    new Source(
                            world, request.file.bytes, world.scenario.chunkSize(), request.shrinks);
            request.rewound = false;
        }
        Source source = request.source;
        after(world.chance.between(1, LONGEST_READ), () -> readNext(transfer, source, bytes));
    }

    @Override
    public boolean rewind(OutgoingTransfer transfer) {
        requests.get(transfer).rewound = true;
        return true;
    }

    private void connect() {
        try {
            publisher = broker.publisher(this, new Signals());
        } catch (IOException e) {
            comeBackLater();
            return;
        }
        world.count(Count.RECONNECTS);
        sender.connected(world.now());
    }

    private void comeBackLater() {
        after(world.chance.between(SHORTEST_ABSENCE, LONGEST_ABSENCE), this::connect);
    }

    private void readNext(OutgoingTransfer transfer, Source source, int bytes) {
        ReadResult result;
        try {
            result = source.next(bytes);
        } catch (IOException e) {
            sender.readFailed(transfer, e, world.now());
            return;
        }
        sender.read(transfer, result, world.now());
        requireInBudget();
    }

    @Override
    public long publish(OutgoingTransfer transfer, Packet packet, Annotations annotations)
            throws IOException {
        step();
        if (!requests.containsKey(transfer)) {
            throw new Violation(name + " publishes for a transfer that ended");
        }
        if (publisher == null) {
            throw new IOException("there is no connection");
        }
        return publisher.publish(packet, annotations);
    }

    @Override
    public void completed(OutgoingTransfer transfer) {
        step();
        Shipment file = requests.remove(transfer).file;
        world.ledger().confirmed(file);
        file.sent();
    }

    @Override
    public void failed(OutgoingTransfer transfer, SendFailedException cause) {
        step();
        Shipment file = requests.remove(transfer).file;
        file.tried(transfer.attempt());
        world.ledger().failed(file, cause);
        after(world.chance.between(World.SECOND / 10, 3 * World.SECOND), () -> send(file));
    }

    @Override
    Count death() {
        return Count.SENDER_CRASHES;
    }

    @Override
    void buried() {
        requests.values().forEach(request -> world.ledger().senderDied(request.file));
        requests.clear();
        window = null;
        if (publisher != null) {
            publisher.clientDied();
        }
    }

    @Override
    void stop() {
        world.note(name, "stops");
        sender.close(world.now());
        if (publisher != null) {
            publisher.close();
            publisher = null;
        }
        if (window.used() != 0) {
            throw new Violation(name + " stopped with " + window.used() + " bytes in the window");
        }
        end();
    }

    /** What the broker says; what a lost channel said last is passed over. */
    private final class Signals implements Publisher.Listener {

        private boolean lost;

        @Override
        public void confirmed(long number, boolean multiple) {
            if (!lost) {
                sender.confirmed(number, multiple, world.now());
            }
        }

        @Override
        public void refused(long number, boolean multiple) {
            if (!lost) {
                sender.refused(number, multiple, world.now());
            }
        }

        @Override
        public void returned(Token token) {
            if (!lost) {
                sender.returned(token, world.now());
            }
        }

        @Override
        public void blocked(boolean alarm) {
            if (!lost) {
                blocked = alarm;
            }
        }

        @Override
        public void lost(IOException cause) {
            if (!lost) {
                lost = true;
                publisher = null;
                blocked = false;
                world.note(name, "lost its connection");
                sender.disconnected(cause, false, world.now());
                comeBackLater();
            }
        }
    }
}
