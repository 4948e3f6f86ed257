package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A packet as a sender sends it. */
record Written(Packet packet, Annotations annotations) {

    private static final int CHUNK = 4;

    /**
     * All packets of an attempt at a file.
     *
     * @param announced its length as the start says it; null if that does not
     */
    static List<Written> attempt(Token token, String text, int attempt, Long announced) {
        List<Written> packets = new ArrayList<>();
        packets.add(
                new Written(
                        new FileStart("f", "f", token),
                        Annotations.ofStart(attempt, announced, null)));
        for (int from = 0; from < text.length(); from += CHUNK) {
            String part = text.substring(from, Math.min(from + CHUNK, text.length()));
            ByteBuffer bytes = ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8));
            packets.add(
                    new Written(new FileChunk(token, bytes), Annotations.ofChunk(attempt, from)));
        }
        packets.add(
                new Written(
                        new FileEnd(token, null),
                        Annotations.ofEnd(attempt, text.length(), Receiving.digest(text), null)));
        return packets;
    }
}
