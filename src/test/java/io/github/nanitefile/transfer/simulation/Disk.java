package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.transfer.receive.TransferId;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder that outlives processes: the spool of one receiver, or of several that share it. What
 * was not recorded is gone with its owner; behind what was recorded there may be more.
 */
final class Disk {

    /** A file on the disk: its bytes, its record if there is one, and who has it. */
    static final class Entry {

        final Path path;
        byte[] bytes = new byte[0];
        TransferState record;
        int recorded;
        SpoolFile holder;

        Entry(Path path) {
            this.path = path;
        }

        boolean isFinished() {
            return record.end() != null;
        }

        void append(byte[] more, int length) {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + length);
            System.arraycopy(more, 0, bytes, before, length);
        }
    }

    final World world;
    final String name;

    /** The lives of processes that use it now. */
    final Set<Spool> owners = new HashSet<>();

    private final Map<Path, Entry> entries = new LinkedHashMap<>();
    private int created;
    private long troubleUntil;

    Disk(World world, String name) {
        this.world = world;
        this.name = name;
    }

    void troubleUntil(long time) {
        troubleUntil = time;
    }

    /**
     * @throws IOException now and then while the disk is in trouble
     */
    void mayFail(String what) throws IOException {
        if (world.now() < troubleUntil && world.chance.oneIn(2)) {
            world.note(name, "fails to", what);
            world.count(Count.DISK_ERRORS);
            throw new IOException("the disk cannot " + what);
        }
    }

    /** How many of so many bytes it takes. */
    int taken(int wanted) {
        boolean full = world.now() < troubleUntil && world.chance.oneIn(4);
        return full ? world.chance.between(0, Math.max(0, wanted - 1)) : wanted;
    }

    Entry create() {
        Entry entry = new Entry(Path.of(name + "-" + created++));
        entries.put(entry.path, entry);
        return entry;
    }

    Entry at(Path path) {
        return entries.get(path);
    }

    void remove(Entry entry) {
        entries.remove(entry.path);
    }

    void record(Entry entry, TransferState state) {
        entry.record =
                new TransferState(
                        state.domain(),
                        state.start(),
                        state.startAnnotations(),
                        state.end(),
                        state.endAnnotations(),
                        null,
                        List.<Digest>copyOf(state.segments()),
                        state.digest());
        entry.recorded = entry.bytes.length;
    }

    /** Its owner is gone. */
    void orphan(Entry entry) {
        entry.holder = null;
        if (entry.record == null) {
            entries.remove(entry.path);
        } else if (world.has(Fault.TORN_TAIL) && entry.bytes.length > entry.recorded) {
            byte[] torn = world.chance.bytes(world.chance.between(0, 50));
            entry.bytes = Arrays.copyOf(entry.bytes, entry.recorded);
            entry.append(torn, torn.length);
        }
    }

    /** What somebody had recorded and nobody has. */
    List<Entry> orphans() {
        return entries.values().stream().filter(entry -> entry.holder == null).toList();
    }

    List<Entry> orphans(TransferId id) {
        return orphans().stream()
                .filter(entry -> !entry.isFinished() && entry.record.id().equals(id))
                .toList();
    }

    /** Whether somebody else has recorded a part of that transfer, and lives. */
    boolean isHeldByOthers(TransferId id, Spool owner) {
        return entries.values().stream()
                .filter(entry -> entry.holder != null && entry.holder.owner() != owner)
                .anyMatch(entry -> entry.record != null && entry.record.id().equals(id));
    }

    Collection<Entry> heldBy(Spool owner) {
        return new ArrayList<>(
                entries.values().stream()
                        .filter(entry -> entry.holder != null && entry.holder.owner() == owner)
                        .toList());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public String toString() {
        return name + entries.keySet();
    }
}
