package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the component makes of packets that other senders publish. */
abstract class ReceivingWireContract extends Contract {

    @Test
    void shouldTakeFilesApartThatArriveInterleaved() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        List<Wire.Sending> sendings =
                List.of(
                        wire.sending("p", true),
                        wire.sending("q", false),
                        wire.sending("r", false));
        sendings.forEach(sending -> sending.start(null));
        for (int i = 0; i < 5; i++) {
            byte part = (byte) i;
            for (Wire.Sending sending : sendings) {
                sending.chunk(new byte[] {part, (byte) sendings.indexOf(sending)});
            }
        }
        for (int i = 2; i >= 0; i--) {
            byte n = (byte) i;
            byte[] whole = {0, n, 1, n, 2, n, 3, n, 4, n};
            sendings.get(i).end(10L, Wire.digest(whole));
            Inbox.Mail mail = inbox.await(3 - i).get(2 - i);
            assertThat(mail.bytes()).isEqualTo(whole);
            assertThat(mail.header(NaniteFileConstants.VERIFIED)).isEqualTo(i > 0);
        }
        assertThat(inbox.names()).containsExactly("r", "q", "p");
    }

    @Test
    void shouldDeliverPlainFilesAsNotVerified() throws Exception {
        Inbox inbox = receive("");
        wire().plainFile("sub/a.txt", bytes(20));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(20));
        assertThat(inbox.one().headers())
                .containsEntry(NaniteFileConstants.VERIFIED, false)
                .containsEntry(NaniteFileConstants.META, "meta of sub/a.txt")
                .containsEntry(NaniteFileConstants.DIGEST, Wire.digest(bytes(20)).toString());
    }

    @Test
    void shouldDeliverAPlainFileWithoutBytes() throws Exception {
        Inbox inbox = receive("");
        wire().sending("empty", true).start(null).end(null, null);
        assertThat(inbox.one().bytes()).isEmpty();
    }

    @Test
    void shouldRefusePlainFilesWhereVerifiedOnesAreRequired() throws Exception {
        Inbox inbox = receive("?requireVerified=true");
        Wire wire = wire();
        wire.plainFile("plain", bytes(20));
        wire.sending("half", false).start(20L).chunk(bytes(20)).end(20L, null);
        wire.annotatedFile("verified", bytes(20));
        assertThat(inbox.one().name()).isEqualTo("verified");
        nothingGrows();
    }

    @Test
    void shouldRejectFilesThatAreNotWhatWasAnnounced() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        byte[] content = bytes(20);
        Digest right = Wire.digest(content);
        wire.sending("digest", false).start(20L).chunk(content).end(20L, Wire.digest(bytes(19)));
        wire.sending("short", false).start(21L).chunk(content).end(21L, right);
        wire.sending("end", false).start(20L).chunk(content).end(19L, right);
        wire.sending("start", false).start(19L).chunk(content).end(20L, right);
        wire.annotatedFile("right", content);
        assertThat(inbox.one().name()).isEqualTo("right");
        nothingGrows();
    }

    private void nothingGrows() {
        await("no file in the spool")
                .until(() -> files(spool()).stream().noneMatch(name -> name.endsWith(".data")));
    }

    @Test
    void shouldFailAFileThatMissesAPacket() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        Wire.Sending gap = wire.sending("gap", false).start(null).chunk(bytes(10));
        gap.skip(10);
        gap.chunk(bytes(10)).end(30L, Wire.digest(bytes(30)));
        wire.annotatedFile("next", bytes(5));
        assertThat(inbox.one().name()).isEqualTo("next");
        nothingGrows();
    }

    @Test
    void shouldDropBytesThatComeTwice() throws Exception {
        Inbox inbox = receive("");
        Wire.Sending twice = wire().sending("twice", false).start(null);
        byte[] content = bytes(30);
        twice.chunk(Arrays.copyOf(content, 20));
        twice.skip(-10);
        twice.chunk(Arrays.copyOfRange(content, 10, 30)).end(30L, Wire.digest(content));
        assertThat(inbox.one().bytes()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDeliverATransferOnceThatIsSentTwice(boolean plain) throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        byte[] content = bytes(20);
        Wire.Sending sending = wire.sending("a", plain);
        sending.start(null).chunk(content).end(20L, Wire.digest(content));
        inbox.await(1);
        sending.again().start(null).chunk(content).end(20L, Wire.digest(content));
        wire.plainFile("next", content);
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("a", "next");
        nothingGrows();
    }

    @Test
    void shouldTakeAPlainPeersNewStartForTheBeginning() throws Exception {
        Inbox inbox = receive("");
        Wire.Sending sending = wire().sending("a", true);
        sending.start(null).chunk(bytes(7));
        sending.again().start(null).chunk(bytes(9)).end(null, null);
        assertThat(inbox.one().bytes()).isEqualTo(bytes(9));
    }

    @Test
    void shouldGoOnAfterMessagesThatAreNone() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        wire.publish(new byte[0], Map.of());
        wire.publish("no packet".getBytes(StandardCharsets.UTF_8), Map.of());
        wire.publish(new byte[] {4, 8, 'o', 1}, Map.of());
        // Marshal: nil, and an object of a class that is none of ours
        wire.publish(new byte[] {4, 8, '0'}, Map.of());
        byte[] ping = "\004\bo:\021Nanite::Ping\000".getBytes(StandardCharsets.ISO_8859_1);
        ping[4] = (byte) ("Nanite::Ping".length() + 5);
        wire.publish(ping, Map.of());
        wire.publish(bytes(100_000), Map.of("nanite-attempt", "not a number"));
        wire.annotatedFile("next", bytes(5));
        assertThat(inbox.one().name()).isEqualTo("next");
        await("the queue is empty").until(() -> broker().messageCount(queue()) == 0);
    }

    @Test
    void shouldGoOnAfterAnnotationsThatCannotBe() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        Wire.Sending sending = wire.sending("a", false);
        wire.publish(sending.startBytes(), Map.of("nanite-attempt", "-1"));
        wire.publish(sending.startBytes(), Map.of("nanite-attempt", "1", "nanite-length", "x"));
        wire.annotatedFile("next", bytes(5));
        assertThat(inbox.one().name()).isEqualTo("next");
    }

    @Test
    void shouldDropWhatTheSenderGaveUp() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        wire.sending("a", false).start(null).chunk(bytes(10)).abort("changed my mind");
        wire.annotatedFile("next", bytes(5));
        assertThat(inbox.one().name()).isEqualTo("next");
        nothingGrows();
        await("the queue is empty").until(() -> broker().messageCount(queue()) == 0);
    }
}
