package io.github.nanitefile.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A Ruby that runs {@code src/test/ruby/nanite_peer.rb} and does what it is asked, one thing at a
 * time. It ends with {@link #close}, and at the latest with this JVM, because the pipe to it
 * closes. Used by one thread.
 */
public final class RubyPeer implements AutoCloseable {

    private static final String SCRIPT = "src/test/ruby/nanite_peer.rb";
    private static final long PATIENCE_SECONDS = 30;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    private RubyPeer(Process process) {
        this.process = process;
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /** Starts one, which takes a moment. */
    public static RubyPeer start() {
        ProcessBuilder builder = new ProcessBuilder("ruby", Path.of(SCRIPT).toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        inUtf8(builder);
        try {
            return new RubyPeer(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot start " + builder.command(), e);
        }
    }

    /** Whether Ruby is installed, with all of these libraries. */
    static boolean available(List<String> libraries) {
        ProcessBuilder builder = new ProcessBuilder("ruby");
        libraries.forEach(library -> builder.command().add("-r" + library));
        builder.command().addAll(List.of("-e", ""));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Ruby is looked for", e);
        }
    }

    /** What Ruby takes names of files and its own source to be, whoever runs the tests. */
    private static void inUtf8(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("RUBY"));
        builder.environment().put("LC_ALL", "C.UTF-8");
    }

    /**
     * Asks for one thing, and waits until it is done.
     *
     * @param what a {@code do_…} of the script
     * @param arguments what JSON can carry
     * @return what Ruby answers
     * @throws AssertionError if Ruby raised an exception
     */
    public JsonNode ask(String what, Map<String, ?> arguments) {
        Map<String, Object> request = new HashMap<>(arguments);
        request.put("do", what);
        JsonNode answer;
        try {
            requests.write(JSON.writeValueAsString(request));
            requests.write('\n');
            requests.flush();
            answer = JSON.readTree(nextLine());
        } catch (IOException e) {
            throw new IllegalStateException("Ruby is gone, asked to " + request, e);
        }
        if (answer.has("error")) {
            throw new AssertionError("Ruby, asked to " + request + ": " + answer);
        }
        return answer;
    }

    private String nextLine() {
        try {
            String line =
                    CompletableFuture.supplyAsync(this::readLine)
                            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .join();
            if (line == null) {
                throw new IllegalStateException("Ruby ended");
            }
            return line;
        } catch (CompletionException e) {
            process.destroyForcibly();
            throw new IllegalStateException("No answer from Ruby", e);
        }
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException e) {
            throw new IllegalStateException("Ruby was gone before its time", e);
        } finally {
            process.destroy();
        }
    }
}
