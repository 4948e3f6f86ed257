package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.ReadResult;
import io.github.nanitefile.transfer.send.SendFailedException;
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
    private static final long LONGEST_READ = 20 * World.MILLI;

    private final Broker broker;
    private final List<Shipment> shipments = new ArrayList<>();
    private final Map<OutgoingTransfer, Request> requests = new LinkedHashMap<>();
    private SendWindow window;
    private Sender sender;
    private SteadyPublisher publisher;
    private ReceiptInbox receipts;

    /** What is being sent. */
    private static final class Request {

        final Shipment file;
        final Source source;
        boolean rewound;

        Request(Shipment file, Source source) {
            this.file = file;
            this.source = source;
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
                && publisher.isSound()
                && (receipts.isSound() || !world.scenario.asksForReceipts())
                && (window == null || window.used() == 0);
    }

    @Override
    void born() {
        window = new SendWindow(world.scenario.sendWindow());
        sender = new Sender(window, MAX_READS, this);
        publisher = new SteadyPublisher(this, broker, sender);
        publisher.open();
        receipts = new ReceiptInbox(this, broker, sender);
        if (world.scenario.asksForReceipts()) {
            receipts.open();
        }
        every(TICK, this::tick);
        for (Shipment file : shipments) {
            if (!file.isSent()) {
                file.forgotten();
                send(file);
            }
        }
    }

    private void tick() {
        sender.tick(publisher.isBlocked(), world.now());
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
                        world.scenario.sendTerms(),
                        new SendingListener(world, name));
        world.note(name, "sends", file.token(), "attempt", file.attempt(), "of", file.name);
        world.ledger().begun(file);
        boolean shrinks = knowsLength && world.has(Fault.SOURCE) && world.chance.oneIn(5);
        Source source = new Source(world, file.bytes, world.scenario.chunkSize(), shrinks);
        requests.put(transfer, new Request(file, source));
        sender.add(transfer, world.now());
    }

    @Override
    public void read(OutgoingTransfer transfer, int bytes) {
        Request request = requests.get(transfer);
        boolean fromTheStart = request.rewound;
        request.rewound = false;
        after(
                world.chance.between(1, LONGEST_READ),
                () -> readNext(transfer, request, fromTheStart, bytes));
    }

    private void readNext(
            OutgoingTransfer transfer, Request request, boolean fromTheStart, int bytes) {
        ReadResult result;
        try {
            if (fromTheStart) {
                request.source.rewind();
            }
            result = request.source.next(bytes);
        } catch (IOException e) {
            sender.readFailed(transfer, e, world.now());
            return;
        }
        sender.read(transfer, result, world.now());
        requireInBudget();
    }

    @Override
    public boolean rewind(OutgoingTransfer transfer) {
        boolean repeatable = world.scenario.isRepeatable();
        requests.get(transfer).rewound |= repeatable;
        return repeatable;
    }

    @Override
    public Token newToken() {
        return world.ledger().newToken();
    }

    @Override
    public long publish(OutgoingTransfer transfer, Packet packet, Annotations annotations)
            throws IOException {
        step();
        Request request = requests.get(transfer);
        if (request == null) {
            throw new Violation(name + " publishes for a transfer that ended");
        }
        Publisher channel = publisher.current();
        if (packet instanceof FileStart) {
            world.ledger().started(packet.token(), annotations.attempt(), request.file);
        }
        try {
            return channel.publish(packet, withReplyTo(annotations));
        } catch (IOException e) {
            publisher.broken(e);
            throw e;
        }
    }

    private Annotations withReplyTo(Annotations annotations) {
        return world.scenario.asksForReceipts()
                ? annotations.withReplyTo(receipts.queue())
                : annotations;
    }

    @Override
    public void completed(OutgoingTransfer transfer) {
        step();
        Shipment file = requests.remove(transfer).file;
        world.ledger().confirmed(transfer.token());
        file.sent();
    }

    @Override
    public void failed(OutgoingTransfer transfer, SendFailedException cause) {
        step();
        Shipment file = requests.remove(transfer).file;
        file.tried(transfer.token(), transfer.attempt());
        world.ledger().failed(file, cause, publisher.soundFor());
        if (world.isCalm() && world.scenario.asksForReceipts()) {
            file.sent(); // nobody tries for ever what receivers refuse
            return;
        }
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
        publisher.processDied();
        receipts.processDied();
    }

    @Override
    void stop() {
        world.note(name, "stops");
        sender.close(world.now());
        publisher.close();
        receipts.close();
        if (window.used() != 0) {
            throw new Violation(name + " stopped with " + window.used() + " bytes in the window");
        }
        end();
    }
}
