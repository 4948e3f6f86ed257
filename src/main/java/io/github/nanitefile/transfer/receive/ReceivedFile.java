package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import java.nio.file.Path;

/**
 * A file that arrived whole.
 *
 * @param domain the domain it came through
 * @param start how the sender named it
 * @param meta what the sender said of it; see {@link io.github.nanitefile.packet.FileEnd#meta()}
 * @param length in bytes
 * @param digest what its bytes come to
 * @param verified whether length and digest were both announced and both held
 * @param path where its bytes are until the route is done
 */
public record ReceivedFile(
        String domain,
        FileStart start,
        Object meta,
        long length,
        Digest digest,
        boolean verified,
        Path path) {

    public Token token() {
        return start.token();
    }
}
