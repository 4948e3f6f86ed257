package io.github.nanitefile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.RabbitCluster;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One round each of the faults that are quick to play; {@code mvn -Pfaults} plays all, often. */
@RequiresRabbitMq
class FaultsTest {

    private static RabbitCluster broker;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        broker = RabbitCluster.start(1);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private void play(Fault fault) throws Exception {
        long seed = System.nanoTime();
        try (FaultRunner runner = new FaultRunner(fault, broker, folder)) {
            assertThat(runner.play(1, seed).failures()).isEmpty();
        }
    }

    @Test
    void shouldLoseNothingWhenTheReceiverIsKilled() throws Exception {
        play(new KillReceiver());
    }

    @Test
    void shouldLoseNothingWhenTheSenderIsKilled() throws Exception {
        play(new KillSender());
    }

    @Test
    void shouldLoseNothingWhenTheSendersConnectionsAreCut() throws Exception {
        play(new CutConnections(Side.SENDER));
    }
}
