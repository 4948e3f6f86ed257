package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.Recovery.Found;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a spool has given out and that are not gone. One thread, that of the spool. */
final class OpenFiles {

    private final Map<TransferFolder, SpoolFile> files = new LinkedHashMap<>();

    SpoolFile create(Path slot, Token token) throws IOException {
        return add(SpoolFile.create(TransferFolder.create(slot, token), this::forget));
    }

    /**
     * @param found a transfer of nobody's but this spool's
     */
    TransferState open(Found found) throws IOException {
        SpoolFile file = SpoolFile.recover(found.folder(), found.recorded(), this::forget);
        List<Digest> segments = file.segments(found.recorded().segments());
        return found.recorded().with(add(file), segments);
    }

    private SpoolFile add(SpoolFile file) {
        files.put(file.folder(), file);
        return file;
    }

    void forget(SpoolFile file) {
        files.remove(file.folder());
    }

    boolean has(TransferFolder folder) {
        return files.containsKey(folder);
    }

    List<SpoolFile> all() {
        return List.copyOf(files.values());
    }

    /**
     * The file of a transfer.
     *
     * @throws IllegalArgumentException if it is not here
     */
    SpoolFile of(TransferState transfer) {
        if (transfer.file() instanceof SpoolFile file && files.get(file.folder()) == file) {
            return file;
        }
        throw new IllegalArgumentException(
                "the transfer " + transfer.start().token() + " has no file in this spool");
    }
}
