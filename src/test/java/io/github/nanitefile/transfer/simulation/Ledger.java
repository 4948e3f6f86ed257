package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.send.SendFailedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of each transfer, at its sender and in each group; and whether that is what was
 * promised.
 */
final class Ledger {

    private static final long NEVER = -1;

    private final World world;
    private final Map<Token, Account> accounts = new LinkedHashMap<>();
    private int tokens;
    private boolean probing;
    private boolean parkingFailed;

    /** One transfer. */
    private static final class Account {

        final Shipment file;
        final Map<String, Fate> fates = new LinkedHashMap<>();
        long begun;
        int attempt;
        boolean confirmed;
        boolean failed;
        boolean probe;

        Account(Shipment file) {
            this.file = file;
        }
    }

    /** One transfer in one group. */
    private static final class Fate {

        boolean queued;
        boolean arrived;
        boolean lost;
        boolean kept;
        boolean reported;
        boolean refused;
        int through;
        long logged = NEVER;
    }

    Ledger(World world) {
        this.world = world;
    }

    /** From now on what begins must go well at the first try. */
    void probe() {
        probing = true;
    }

    /** What could not be parked stays until its owner starts again. */
    void couldNotPark() {
        parkingFailed = true;
    }

    boolean hasParkingFailed() {
        return parkingFailed;
    }

    Token newToken() {
        return new Token("t" + tokens++);
    }

    String name(Token token) {
        return token.value();
    }

    private Account account(Token token) {
        Account account = accounts.get(token);
        if (account == null) {
            throw new Violation("there is a transfer that nobody began: " + token);
        }
        return account;
    }

    private Fate fate(Token token, String group) {
        return account(token).fates.computeIfAbsent(group, name -> new Fate());
    }

    void begun(Shipment file) {
        Account account = accounts.computeIfAbsent(file.token(), token -> new Account(file));
        account.begun = world.now();
        account.failed = false;
        account.probe = probing;
        if (file.attempt() == 1) {
            world.count(Count.TRANSFERS);
        }
    }

    /** A FileStart goes out, once more or of a new attempt, under the file's token or another. */
    void started(Token token, int attempt, Shipment file) {
        Account account = accounts.computeIfAbsent(token, unknown -> new Account(file));
        if (attempt > account.attempt) {
            account.attempt = attempt;
            account.begun = world.now();
        }
    }

    void startsOver(Token token, String reason) {
        Account account = accounts.get(token);
        if (reason.isBlank() || (account != null && account.probe)) {
            throw new Violation("the sender starts over " + token + ": " + reason);
        }
        if (account != null) { // else nothing of it went out yet
            account.failed = true;
        }
    }

    void confirmed(Token token) {
        world.note("sent", token);
        world.count(Count.SENDS_CONFIRMED);
        Account account = account(token);
        account.confirmed = true;
        if (account.fates.values().stream().noneMatch(fate -> fate.queued)) {
            throw new Violation("the sender reports success, but nobody got " + token);
        }
        long through = account.fates.values().stream().filter(fate -> fate.through > 0).count();
        boolean countable = world.scenario.get(Knob.BROADCAST) == 0;
        if (countable && through < world.scenario.sendTerms().receipts()) {
            throw new Violation("the sender reports success, but not all have " + token);
        }
    }

    void failed(Shipment file, SendFailedException cause, long soundFor) {
        String why = cause.getMessage();
        world.note("not sent", file.token(), why);
        world.count(Count.SENDS_FAILED);
        Account account = accounts.computeIfAbsent(file.token(), unknown -> new Account(file));
        account.failed = true;
        if (!why.contains(file.token().value())
                || !why.contains(file.name)
                || !why.contains(World.DOMAIN)) {
            throw new Violation("a failure does not say what failed: " + why);
        }
        if (!Reasons.isExcusableOfSender(why, world.scenario, soundFor)) {
            throw new Violation("nothing explains that it was not sent: " + why);
        }
        if (account.probe) {
            throw new Violation("it cannot be sent though nothing is wrong any more: " + why);
        }
    }

    void senderDied(Shipment file) {
        world.note("nobody knows of", file.token());
    }

    void queued(String queue, Token token) {
        fate(token, queue).queued = true;
    }

    void lost(String queue, Token token) {
        fate(token, queue).lost = true;
    }

    void arrived(Group group, Token token) {
        fate(token, group.name()).arrived = true;
    }

    void logged(ReceivingProcess process, Token token, String reason) {
        world.note(process.name, "gives up", token, reason);
        world.count(Count.FAILURES_LOGGED_BY_RECEIVERS);
        Fate fate = fate(token, process.group().name());
        boolean shared = world.scenario.repository() == Repository.Kind.SHARED;
        boolean harmless =
                process.group().broadcast()
                        || fate.logged != NEVER
                        || account(token).failed
                        || fate.kept
                        || (fate.through > 0 && !shared);
        fate.logged = world.now();
        if (reason.isBlank()
                || account(token).probe
                || !Reasons.isExcusable(reason, world.scenario, harmless)) {
            throw new Violation(process.name + " fails " + token + ": " + reason);
        }
    }

    /**
     * What the repository knows must not be handed over. (Two members that live, of whom one lost
     * its connection, may have the same file in their routes at a time.)
     */
    void intoRoute(ReceivingProcess process, ReceivedFile file, Disk disk, Repository repository) {
        world.note(process.name, "hands over", file.token());
        requireWhole(process, file, disk);
        if (repository != null && repository.knows(file.token())) {
            throw new Violation(
                    process.name + " hands over " + file.token() + ", which the repository knew");
        }
    }

    void requireWhole(ReceivingProcess process, ReceivedFile file, Disk disk) {
        Shipment sent = account(file.token()).file;
        Disk.Entry entry = disk.at(file.path());
        if (entry == null) {
            throw new Violation(process.name + " took " + file.token() + " away from its route");
        }
        if (!Arrays.equals(entry.bytes, sent.bytes)
                || !file.start().dest().equals(sent.dest())
                || !file.start().filename().equals(sent.name)
                || file.length() != sent.bytes.length
                || !file.verified()) {
            throw new Violation(process.name + " shows another file than was sent: " + file);
        }
    }

    void throughRoute(ReceivingProcess process, ReceivedFile file) {
        world.note(process.name, "is done with", file.token());
        world.count(Count.FILES_THROUGH_ROUTES);
        fate(file.token(), process.group().name()).through++;
    }

    /** The route failed, and the file was put aside for people: the group has it. */
    void kept(ReceivingProcess process, Token token) {
        world.note(process.name, "keeps", token);
        fate(token, process.group().name()).kept = true;
    }

    /** A receiver told the sender how it fared, which must be so. */
    void receipt(Receipt receipt) {
        Fate fate = fate(receipt.token(), receipt.group());
        boolean delivered = receipt.verdict() == Receipt.Verdict.DELIVERED;
        boolean so = delivered ? fate.through > 0 : fate.kept || fate.logged != NEVER;
        if (!so) {
            throw new Violation(receipt.group() + " reports what is not so: " + receipt);
        }
        fate.reported = true;
        fate.refused |= receipt.verdict() == Verdict.REFUSED;
    }

    /** Holds everything to the promise, when all has come to its end. */
    void check(Iterable<Group> groups) {
        accounts.forEach(
                (token, account) -> {
                    for (Group group : groups) {
                        check(token, account, group);
                    }
                });
    }

    private void check(Token token, Account account, Group group) {
        Fate fate = account.fates.getOrDefault(group.name(), new Fate());
        if (account.probe && (!account.confirmed || fate.through == 0)) {
            throw new Violation(
                    group.name() + " did not get " + token + " though nothing is wrong");
        }
        // What the broker lost of it does not come again once the sender has given it up.
        boolean cannotTell = account.failed && fate.lost;
        boolean silent = fate.through > 0 && !fate.kept && !fate.reported && !cannotTell;
        if (silent && world.scenario.asksForReceipts() && !group.broadcast()) {
            throw new Violation(group.name() + " has " + token + ", but never told the sender");
        }
        boolean owed = fate.queued && !group.broadcast();
        if (!owed || fate.kept || fate.through > 0) {
            return;
        }
        // What a route refused stays refused, also when attempts for other groups' sake follow.
        boolean logged = fate.refused || fate.logged >= account.begun;
        if (account.confirmed && !logged) {
            throw new Violation(
                    "the sender reports success, but "
                            + group.name()
                            + " neither has "
                            + token
                            + " nor logged why");
        }
        boolean told = account.failed || fate.logged != NEVER;
        if (!told && fate.arrived && !fate.lost) {
            throw new Violation(group.name() + " let " + token + " vanish without a word");
        }
    }
}
