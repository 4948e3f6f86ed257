package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps transfers in memory, and can be told to fail. */
final class InMemoryStore implements TransferStore {

    final Map<Path, InMemoryFile> files = new LinkedHashMap<>();
    final List<TransferState> recoverable = new ArrayList<>();
    final List<List<Token>> spills = new ArrayList<>();

    final Map<TransferId, TransferState> parked = new LinkedHashMap<>();

    /** How many more bytes there is room for; then the disk is full. */
    int room = Integer.MAX_VALUE;

    private int created;

    @Override
    public GrowingFile create(Token token) throws IOException {
        if (room == 0) {
            throw new IOException("no room");
        }
        return newFile();
    }

    InMemoryFile newFile() {
        InMemoryFile file = new InMemoryFile(Path.of("file-" + created++));
        files.put(file.path(), file);
        return file;
    }

    @Override
    public void spill(Collection<TransferState> transfers) throws IOException {
        if (room == 0) {
            throw new IOException("no room");
        }
        spills.add(transfers.stream().map(transfer -> transfer.start().token()).toList());
    }

    @Override
    public List<TransferState> recover() {
        return recoverable;
    }

    @Override
    public Optional<TransferState> claim(TransferId id) {
        return Optional.ofNullable(parked.remove(id));
    }

    @Override
    public void park(Collection<TransferState> transfers) {
        transfers.forEach(transfer -> parked.put(transfer.id(), transfer));
    }

    @Override
    public Set<TransferId> parked() {
        return Set.copyOf(parked.keySet());
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
            while (more.hasRemaining()) {
                if (room == 0) {
                    throw new IOException("no room");
                }
                room--;
                bytes.write(more.get());
            }
        }

        @Override
        public void replay(long from, ByteReader reader) {
            byte[] all = bytes.toByteArray();
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
        }

        @Override
        public Path path() {
            return path;
        }
    }
}
