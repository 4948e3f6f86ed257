package io.github.nanitefile.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each start takes 5 to 11 seconds, so a node's whole life is one test. */
@RequiresRabbitMq
class RabbitNodeTest {

    private static final String QUEUE = "survivor";

    @Test
    void shouldKeepWhatIsDurableWhenStoppedOrKilledAndLeaveNothingWhenClosed() throws Exception {
        Path folder;
        int port;
        try (RabbitNode node = RabbitNode.start()) {
            folder = node.folder();
            port = node.port();
            publishDurably(node);
            assertThat(node.ctl("list_queues", "name", "messages")).isEqualTo(QUEUE + "\t1\n");
            assertThat(node.unacknowledged(QUEUE)).isZero();
            assertThatThrownBy(() -> node.ctl("no_such_command"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no_such_command");

            node.kill();
            assertThat(processesIn(folder)).containsExactly("epmd");
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(IOException.class);

            node.restart();
            assertThat(node.port()).isEqualTo(port);
            assertThat(node.messageCount(QUEUE)).isEqualTo(1);
            assertThat(processesIn(folder)).contains("beam.smp", "epmd");

            node.stop();
            assertThat(processesIn(folder)).containsExactly("epmd");
        }
        assertThat(processesIn(folder)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    private static void publishDurably(RabbitNode node) throws Exception {
        try (Connection connection = node.connectionFactory().newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, new byte[1000]);
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    /**
     * The programs whose home is the folder, without the guards that end them; zombies have none.
     */
    private static List<String> processesIn(Path folder) {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .filter(
                        process ->
                                read(process.resolve("environ")).contains("HOME=" + folder + "\0"))
                .map(process -> read(process.resolve("comm")).strip())
                .filter(program -> !program.equals("sh"))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return ""; // it ended since it was listed
        }
    }
}
