package io.github.nanitefile.camel.receive;

import io.github.nanitefile.spool.ProgressFile;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;

/** Where it is kept how far the reader of a stream has come. */
interface Progress {

    /** What was set last, by this reader or an earlier one; empty if nothing was. */
    Optional<String> get() throws IOException;

    void set(String progress) throws IOException;

    /** Where it is, for people. */
    String where();

    /**
     * The file of the spool for that, which nobody else has meanwhile.
     *
     * @throws IOException if somebody has it, or the disk does not let us; says what to do
     */
    static ProgressFile claim(InboundSettings settings) throws IOException {
        return ProgressFile.open(settings.spoolDirectory(), settings.recipient())
                .orElseThrow(
                        () ->
                                new IOException(
                                        "Stream '%s' is being read already for group '%s' with spoolDirectory %s: its readers share nothing, so give each a group of its own"
                                                .formatted(
                                                        settings.queue().name(),
                                                        settings.group(),
                                                        settings.spoolDirectory()
                                                                .toAbsolutePath())));
    }

    /** In that file. */
    static Progress in(ProgressFile file) {
        return new Progress() {
            @Override
            public Optional<String> get() throws IOException {
                return file.read();
            }

            @Override
            public void set(String progress) throws IOException {
                file.write(progress);
            }

            @Override
            public String where() {
                return "the file " + file.path();
            }
        };
    }

    /**
     * In a repository of the user's, which ends with the context.
     *
     * @throws IOException if it does not start; says why
     */
    static Progress in(
            StateRepository<String, String> repository,
            CamelContext context,
            InboundSettings settings)
            throws IOException {
        String where =
                "the offsetRepository of stream '%s', group '%s'"
                        .formatted(settings.queue().name(), settings.group());
        String key = settings.recipient();
        try {
            UsersServices.start(context, repository);
        } catch (Exception e) {
            throw new IOException(where + " does not start: " + e.getMessage(), e);
        }
        return new Progress() {
            @Override
            public Optional<String> get() throws IOException {
                try {
                    return Optional.ofNullable(repository.getState(key));
                } catch (RuntimeException e) {
                    throw new IOException(where + " cannot be read: " + e.getMessage(), e);
                }
            }

            @Override
            public void set(String progress) throws IOException {
                try {
                    repository.setState(key, progress);
                } catch (RuntimeException e) {
                    throw new IOException(
                            where + " does not take key '" + key + "': " + e.getMessage(), e);
                }
            }

            @Override
            public String where() {
                return where;
            }
        };
    }
}
