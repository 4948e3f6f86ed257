package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.TransferId;
import io.github.nanitefile.transfer.receive.TransferState;
import io.github.nanitefile.transfer.receive.TransferStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A disk as one life of a receiver's process uses it. */
final class Spool implements TransferStore {

    private final Disk disk;
    private final SimulatedProcess process;
    private final boolean keepsNothing;

    /**
     * @param keepsNothing whether what is in it dies with its owner
     */
    Spool(Disk disk, SimulatedProcess process, boolean keepsNothing) {
        this.disk = disk;
        this.process = process;
        this.keepsNothing = keepsNothing;
        disk.owners.add(this);
    }

    Disk disk() {
        return disk;
    }

    /** Where the process may die. */
    void step() {
        process.step();
    }

    /** Where the process may die, or the disk fail. */
    void step(String what) throws IOException {
        step();
        disk.mayFail(what);
    }

    @Override
    public GrowingFile create(Token token) throws IOException {
        step("create");
        int open = held().size();
        if (open >= disk.world.scenario.limits().maxOpenTransfers()) {
            throw new Violation(process.name + " opens more than maxOpenTransfers: " + open);
        }
        return new SpoolFile(this, disk.create());
    }

    private List<Disk.Entry> held() {
        return disk.heldBy(this).stream().filter(entry -> !entry.holder.isForgotten()).toList();
    }

    /** Of several the bytes are within the budget, as every length is announced. */
    void requireInBudget() {
        Scenario scenario = disk.world.scenario;
        long most = scenario.limits().maxSpoolSize();
        Collection<Disk.Entry> held = held();
        long bytes = held.stream().mapToLong(entry -> entry.bytes.length).sum();
        boolean inherited = held.stream().anyMatch(entry -> entry.holder.isInherited());
        if (scenario.lengthKnown() && held.size() > 1 && bytes > most && !inherited) {
            throw new Violation(process.name + " has " + bytes + " bytes, more than maxSpoolSize");
        }
    }

    @Override
    public void checkWritable() throws IOException {
        step("probe");
    }

    @Override
    public void flush() {
        // nothing is gathered here
    }

    @Override
    public void spill(Collection<TransferState> transfers) throws IOException {
        if (keepsNothing) {
            return;
        }
        for (TransferState transfer : transfers) {
            file(transfer); // each is there, or nothing is done
        }
        for (TransferState transfer : transfers) {
            step("spill");
            disk.record(file(transfer).entry(), transfer);
        }
        step("force the folder");
        disk.world.count(Count.SPILLS);
    }

    private static SpoolFile file(TransferState transfer) {
        return (SpoolFile) transfer.file();
    }

    @Override
    public List<TransferState> recover() throws IOException {
        step("recover");
        List<TransferState> recovered = new ArrayList<>();
        for (Disk.Entry entry : disk.orphans()) {
            if (entry.isFinished()) {
                recovered.add(takeOver(entry));
            }
        }
        return recovered;
    }

    private TransferState takeOver(Disk.Entry entry) {
        if (entry.bytes.length < entry.recorded) {
            throw new Violation(entry.path + " is shorter than its record says");
        }
        entry.bytes = Arrays.copyOf(entry.bytes, entry.recorded);
        TransferState record = entry.record;
        return new TransferState(
                record.domain(),
                record.start(),
                record.startAnnotations(),
                record.end(),
                record.endAnnotations(),
                new SpoolFile(this, entry),
                record.segments(),
                record.digest());
    }

    @Override
    public Optional<TransferState> claim(TransferId id) throws IOException {
        step("claim");
        List<Disk.Entry> parked = disk.orphans(id);
        Optional<Disk.Entry> best =
                parked.stream()
                        .max(
                                Comparator.comparingInt(Spool::attempt)
                                        .thenComparingInt(entry -> entry.recorded));
        parked.stream().filter(entry -> entry != best.get()).forEach(disk::remove);
        best.ifPresent(entry -> disk.world.count(Count.CLAIMED));
        return best.map(this::takeOver);
    }

    @Override
    public Optional<TransferState> claimParked(TransferId id) throws IOException {
        return disk.world.chance.oneIn(2) ? Optional.empty() : claim(id);
    }

    @Override
    public boolean isElsewhere(TransferId id) throws IOException {
        step("look");
        return disk.isHeldByOthers(id, this);
    }

    @Override
    public boolean isShared() throws IOException {
        step("see who shares");
        return disk.owners.size() > 1;
    }

    @Override
    public Optional<String> full(long bytes) {
        return Optional.empty();
    }

    @Override
    public Optional<String> tooLarge(long length) {
        return Optional.empty();
    }

    private static int attempt(Disk.Entry entry) {
        return entry.record.startAnnotations().attempt();
    }

    @Override
    public void park(Collection<TransferState> transfers) throws IOException {
        for (TransferState transfer : transfers) {
            SpoolFile file = file(transfer);
            try {
                step("park");
            } catch (IOException e) {
                disk.world.ledger().couldNotPark();
                transfers.forEach(one -> file(one).forgotten());
                throw e;
            }
            if (file.entry().record == null) {
                throw new Violation(file.path() + " is parked, but was never spilled");
            }
            disk.orphan(file.entry());
            disk.world.count(Count.PARKED);
        }
    }

    @Override
    public void setAside(TransferState transfer, IOException why) {
        throw new Violation(transfer.id() + " is set aside, though all disks can be read: " + why);
    }

    @Override
    public Set<TransferId> parked() throws IOException {
        step("list");
        Set<TransferId> parked = new LinkedHashSet<>();
        for (Disk.Entry entry : disk.orphans()) {
            if (!entry.isFinished()) {
                parked.add(entry.record.id());
            }
        }
        return parked;
    }

    /** Its process has gone, in whichever way. */
    void abandon() {
        disk.owners.remove(this);
        for (Disk.Entry entry : disk.heldBy(this)) {
            if (keepsNothing) {
                entry.record = null;
            }
            disk.orphan(entry);
        }
    }

    @Override
    public String toString() {
        return process.name;
    }
}
