package io.github.nanitefile.spool;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A format for the tests of records: fields between line feeds; meta is text or null. */
final class PlainTextFormat implements PacketFormat {

    @Override
    public String name() {
        return "plain-text";
    }

    @Override
    public boolean recognises(byte[] body) {
        return true;
    }

    @Override
    public byte[] write(Packet packet) {
        String text;
        if (packet instanceof FileStart start) {
            text = "start\n" + start.token() + "\n" + start.filename() + "\n" + start.dest();
        } else if (packet instanceof FileEnd end) {
            text = "end\n" + end.token() + (end.meta() == null ? "" : "\n" + end.meta());
        } else {
            throw new IllegalArgumentException("no chunks in records");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Packet> read(byte[] body) throws UnreadableMessageException {
        String[] fields = new String(body, StandardCharsets.UTF_8).split("\n", -1);
        if (fields[0].equals("start") && fields.length == 4) {
            return Optional.of(new FileStart(fields[2], fields[3], new Token(fields[1])));
        }
        if (fields[0].equals("end") && fields.length >= 2) {
            Object meta = fields.length == 2 ? null : fields[2];
            return Optional.of(new FileEnd(new Token(fields[1]), meta));
        }
        throw new UnreadableMessageException("it is neither start nor end");
    }
}
