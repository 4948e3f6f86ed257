package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of a transfer's finished segments, a line each, in a file beside its data. A record
 * is written anew at every spill; of 1 TB there are 16,384 digests, a megabyte. So they are only
 * ever added here, and the record says how many of them count: what a crash left behind these is
 * written over. They are forced before the record that counts them.
 *
 * <p>If they are not there, the receiver reads the bytes again instead: slower, not wrong. Used by
 * the thread that owns the spool.
 */
final class SegmentDigests {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentDigests.class);

    private final Path file;
    private int count;
    private long end;

    SegmentDigests(Path file) {
        this.file = file;
    }

    /** Writes and forces what is new. */
    void write(List<Digest> digests) throws IOException {
        if (digests.size() < count) {
            count = 0;
            end = 0;
        }
        if (digests.size() == count) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        digests.subList(count, digests.size()).forEach(one -> lines.append(one).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        long position = end;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            channel.force(true);
        }
        end = position;
        count = digests.size();
    }

    /**
     * The first ones.
     *
     * @return none if they are not all there
     */
    List<Digest> read(int wanted) throws IOException {
        if (wanted == 0) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            List<Digest> digests = lines.stream().limit(wanted).map(Digest::parse).toList();
            if (digests.size() == wanted) {
                count = wanted;
                end = lines.stream().limit(wanted).mapToLong(line -> line.length() + 1L).sum();
                return digests;
            }
            LOG.debug("{} has {} of {} digests", file, digests.size(), wanted);
        } catch (NoSuchFileException | IllegalArgumentException e) {
            LOG.debug("{} does not have {} digests", file, wanted, e);
        }
        return List.of();
    }
}
