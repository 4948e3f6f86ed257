package io.github.nanitefile.spool;

import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that the route could not take, kept for people to look at: {@code
 * <root>/<queue>/failed/<token>/} has the file under the last name of its destination, {@code
 * headers.properties} and {@code transfer.record}. Whoever moves that folder to {@code
 * <root>/<queue>/retry/} has the file handed over again, within seconds or when the consumer
 * starts.
 *
 * <p>Any thread. Does not remove the file from where it was (its owner discards it after), knows no
 * time and decides on no failure. Nothing ever removes what is kept here.
 */
public final class FailedFiles {

    static final String HEADERS = "headers.properties";
    static final String RECORD = TransferFolder.RECORD;

    private final Path failed;
    private final Path retry;
    private final Path failing;
    private final RecordCodec codec;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param queueFolder where {@code failed} and {@code retry} are
     * @param failing a folder, of one owner and on the same disk, where folders are made ready
     */
    FailedFiles(Path queueFolder, Path failing, RecordCodec codec) {
        this.failed = queueFolder.resolve("failed");
        this.retry = queueFolder.resolve("retry");
        this.failing = failing;
        this.codec = codec;
    }

    /**
     * Keeps a finished file. When this returns it would survive a crash, and may be discarded.
     *
     * @param state the transfer, with its FileEnd
     * @param headers what people may want to know, in the order to be written: token, domain,
     *     destination, meta as text, the reason of the failure, its time, …
     * @return the folder, for the log
     * @throws IOException if the disk did not take it; then the file must not be discarded
     */
    public Path keep(TransferState state, Map<String, String> headers) throws IOException {
        Path folder = failing.resolve(Long.toString(count.getAndIncrement()));
        try {
            prepare();
            Disk.createDirectories(failing);
            Files.createDirectory(folder);
            Path data = folder.resolve(dataName(state.start().dest()));
            Disk.linkOrCopy(state.file().path(), data);
            Disk.force(data);
            write(folder, RECORD, codec.write(state, data.getFileName().toString()));
            writeHeaders(folder, headers);
            Disk.forceDirectory(folder);
            Path kept = Disk.moveDirectory(folder, failed, SafeNames.token(state.start().token()));
            Disk.forceDirectory(failed);
            return kept;
        } catch (IOException e) {
            clear(folder, e);
            throw cannotKeep(state.file().path(), e);
        }
    }

    private static void clear(Path folder, IOException failure) {
        try {
            Disk.deleteTree(folder);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Sets a damaged transfer aside, whatever there is of it.
     *
     * @param damaged its folder, of nobody's but the caller's
     */
    Path setAside(Path damaged, String reason) throws IOException {
        try {
            prepare();
            if (!Disk.exists(damaged.resolve(HEADERS))) {
                writeHeaders(damaged, Map.of("reason", reason));
            }
            Path kept = Disk.moveDirectory(damaged, failed, damaged.getFileName().toString());
            Disk.forceDirectory(failed);
            return kept;
        } catch (IOException e) {
            throw cannotKeep(damaged, e);
        }
    }

    /** Where people put folders that are to be tried again. */
    Path retry() {
        return retry;
    }

    /** Removes the folders of this class if nothing is kept. */
    void removeIfEmpty() throws IOException {
        if (Disk.deleteIfEmpty(failed)) {
            Disk.deleteIfEmpty(retry);
        }
    }

    private void prepare() throws IOException {
        Disk.createDirectories(failed);
        Disk.createDirectories(retry);
    }

    private static void writeHeaders(Path folder, Map<String, String> headers) throws IOException {
        write(
                folder,
                HEADERS,
                TextProperties.write(
                        "To have the file handed over again, move this folder to ../../retry/",
                        headers));
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Disk.replace(folder.resolve(name), folder.resolve(name + ".tmp"), content);
    }

    private static String dataName(String dest) {
        String name = SafeNames.base(dest);
        boolean taken =
                name.equalsIgnoreCase(HEADERS)
                        || name.toLowerCase(Locale.ROOT).startsWith(TransferFolder.OURS);
        return taken ? "_" + name : name;
    }

    private SpoolException cannotKeep(Path what, IOException cause) {
        return SpoolException.of(
                "keep " + what + " in",
                failed,
                cause,
                "see that the disk has room and that this user may write there");
    }
}
