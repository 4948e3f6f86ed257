package io.github.nanitefile.perf;

import com.rabbitmq.perf.PerfTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * RabbitMQ's PerfTest, as it is, as often as a line on standard input says so: in the same JVM
 * again, which is warm by then, as those of the others are.
 */
public final class PerfTestSide {

    /** What it says when it was through. */
    static final String DONE = "PerfTest returned";

    private PerfTestSide() {}

    /** Runs it for each line, which has its arguments with tabs between them. */
    public static void main(String[] args) throws IOException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            PerfTest.main(
                    line.split("\t", -1),
                    new PerfTest.PerfTestOptions()
                            .setSystemExiter(status -> System.out.println(DONE + ": " + status)));
        }
        System.exit(0);
    }
}
