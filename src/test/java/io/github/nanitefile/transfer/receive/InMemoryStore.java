package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps transfers in memory, can be told to fail, and can crash. */
final class InMemoryStore implements TransferStore {

    final Map<Path, InMemoryFile> files = new LinkedHashMap<>();
    final List<TransferState> recoverable = new ArrayList<>();
    final List<List<Token>> spills = new ArrayList<>();

    /** How many more bytes there is room for; then the disk is full. */
    int room = Integer.MAX_VALUE;

    /** What another owner that lives has spilled. */
    final Set<TransferId> elsewhere = new HashSet<>();

    /** Whether there is another owner that lives. */
    boolean shared;

    /** Whether what is there cannot be read. */
    boolean unreadable;

    final List<TransferId> setAside = new ArrayList<>();

    /** How many more bytes the disk shows room for. */
    long shownRoom = Long.MAX_VALUE;

    /** How many bytes the disk has in all. */
    long disk = Long.MAX_VALUE;

    /** How many bytes were read again. */
    long replayed;

    /** Whether a parked transfer is not found where one begins, as its owner has just died. */
    boolean missesParked;

    /** Whether another owner parks what it has just when it is looked for with others. */
    boolean parksMeanwhile;

    /** Whether it is that of a stream's reader, which records nothing. */
    boolean keepsNothing;

    /** What survives a crash. */
    private final Map<Path, Recorded> records = new LinkedHashMap<>();

    private final List<Recorded> parked = new ArrayList<>();
    private int created;

    /** What a record says of a file. */
    private record Recorded(TransferState state, long length) {

        InMemoryFile file() {
            return (InMemoryFile) state.file();
        }
    }

    @Override
    public GrowingFile create(Token token) throws IOException {
        if (room == 0) {
            throw new IOException("no room");
        }
        return newFile();
    }

    @Override
    public Optional<String> full(long bytes) {
        return bytes > shownRoom ? Optional.of("no room for " + bytes) : Optional.empty();
    }

    @Override
    public Optional<String> tooLarge(long length) {
        return length > disk ? Optional.of("it is more than the disk") : Optional.empty();
    }

    InMemoryFile newFile() {
        InMemoryFile file = new InMemoryFile(Path.of("file-" + created++));
        files.put(file.path(), file);
        return file;
    }

    @Override
    public boolean isElsewhere(TransferId id) {
        parksMeanwhile = false;
        return elsewhere.contains(id);
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public void flush() {
        // nothing is gathered here
    }

    @Override
    public void spill(Collection<TransferState> transfers) throws IOException {
        if (room == 0) {
            throw new IOException("no room");
        }
        for (TransferState transfer : keepsNothing ? List.<TransferState>of() : transfers) {
            records.put(transfer.file().path(), new Recorded(transfer, transfer.file().length()));
        }
        spills.add(transfers.stream().map(transfer -> transfer.start().token()).toList());
    }

    @Override
    public void checkWritable() throws IOException {
        if (room == 0) {
            throw new IOException("no room");
        }
    }

    @Override
    public List<TransferState> recover() {
        List<TransferState> recovered = List.copyOf(recoverable);
        recoverable.clear();
        return recovered;
    }

    @Override
    public Optional<TransferState> claimParked(TransferId id) {
        return missesParked ? Optional.empty() : claim(id);
    }

    @Override
    public Optional<TransferState> claim(TransferId id) {
        if (parksMeanwhile) {
            return Optional.empty();
        }
        Recorded longest = null;
        for (Recorded one : List.copyOf(parked)) {
            if (!one.state().id().equals(id)) {
                continue;
            }
            parked.remove(one);
            Recorded shorter = one;
            if (longest == null || one.length() > longest.length()) {
                shorter = longest;
                longest = one;
            }
            if (shorter != null) {
                shorter.file().discard();
            }
        }
        if (longest == null) {
            return Optional.empty();
        }
        longest.file().cutBack(longest.length());
        return Optional.of(longest.state());
    }

    @Override
    public void park(Collection<TransferState> transfers) {
        if (keepsNothing) {
            transfers.forEach(transfer -> transfer.file().discard());
            return;
        }
        for (TransferState transfer : transfers) {
            Recorded recorded = records.get(transfer.file().path());
            if (recorded == null || recorded.state().end() != null) {
                throw new IllegalArgumentException(transfer.id() + " is not spilled, or finished");
            }
            parked.add(recorded);
        }
    }

    @Override
    public void setAside(TransferState transfer, IOException why) {
        setAside.add(transfer.id());
        transfer.file().discard();
    }

    @Override
    public Set<TransferId> parked() {
        return parked.stream().map(one -> one.state().id()).collect(Collectors.toSet());
    }

    /** Forgets what was not spilled, and who has what. */
    void crash() {
        parked.clear();
        recoverable.clear();
        files.keySet().retainAll(records.keySet());
        for (Recorded recorded : records.values()) {
            if (recorded.state().end() == null) {
                parked.add(recorded);
            } else {
                recoverable.add(recorded.state());
            }
        }
    }

    byte[] bytes(ReceivedFile file) {
        return files.get(file.path()).bytes.toByteArray();
    }

    final class InMemoryFile implements GrowingFile {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Path path;
        private boolean finished;

        InMemoryFile(Path path) {
            this.path = path;
        }

        @Override
        public long length() {
            return bytes.size();
        }

        @Override
        public void append(ByteBuffer more) throws IOException {
            if (finished || !files.containsKey(path)) {
                throw new IllegalStateException(path + " is finished or discarded");
            }
            byte[] fits = new byte[Math.min(room, more.remaining())];
            more.get(fits);
            bytes.writeBytes(fits);
            room -= room == Integer.MAX_VALUE ? 0 : fits.length;
            if (more.hasRemaining()) {
                throw new IOException("no room");
            }
        }

        private void cutBack(long length) {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            bytes.write(all, 0, (int) length);
            finished = false;
        }

        @Override
        public void replay(long from, ByteReader reader) throws IOException {
            if (unreadable) {
                throw new IOException("Input/output error");
            }
            byte[] all = bytes.toByteArray();
            replayed += all.length - from;
            reader.accept(ByteBuffer.wrap(all, (int) from, all.length - (int) from));
        }

        @Override
        public void finish() throws IOException {
            if (room == 0) {
                throw new IOException("no room");
            }
            finished = true;
        }

        @Override
        public void discard() {
            files.remove(path);
            records.remove(path);
        }

        @Override
        public Path path() {
            return path;
        }
    }
}
