package io.github.nanitefile.camel.send;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * An exchange's body as something to read from.
 *
 * @param name the name of the file in the body, or null where the body is none
 * @param length in bytes, or null where only reading tells
 * @param repeatable whether it can be opened again after it was read
 * @param atHand whether none of its bytes has to be waited for, other than for the disk
 * @param opening opens it
 */
record Body(
        String name, Long length, boolean repeatable, boolean atHand, BodySource.Opening opening) {

    /**
     * Finds out what the body is.
     *
     * @throws FileNotFoundException if it is a file that is not there
     * @throws InvalidPayloadException if Camel cannot make an InputStream of it
     */
    static Body of(Exchange exchange) throws IOException, InvalidPayloadException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file) {
            return ofFile(file.toPath());
        }
        if (body instanceof File file) {
            return ofFile(file.toPath());
        }
        if (body instanceof Path path) {
            return ofFile(path);
        }
        if (body instanceof byte[] bytes) {
            return ofBytes(bytes);
        }
        if (body instanceof String) {
            return ofBytes(exchange.getMessage().getMandatoryBody(byte[].class));
        }
        if (body instanceof StreamCache cache) {
            return ofCache(exchange, cache);
        }
        return new Body(null, null, !(body instanceof InputStream), false, new Converted(exchange));
    }

    private static Body ofFile(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new FileNotFoundException(
                    "There is no file '"
                            + path
                            + "' to send: it was moved or deleted before its turn came, or is a folder");
        }
        return new Body(
                path.getFileName().toString(),
                Files.size(path),
                true,
                true,
                () -> Files.newInputStream(path));
    }

    private static Body ofBytes(byte[] bytes) {
        return new Body(
                null, (long) bytes.length, true, true, () -> new ByteArrayInputStream(bytes));
    }

    private static Body ofCache(Exchange exchange, StreamCache cache)
            throws InvalidPayloadException {
        cache.reset();
        Converted stream = new Converted(exchange);
        BodySource.Opening opening =
                () -> {
                    cache.reset();
                    return stream.open();
                };
        return new Body(null, cache.length() < 0 ? null : cache.length(), true, true, opening);
    }

    /** Converted at once, so that what cannot be is found out; and anew each time after that. */
    private static final class Converted implements BodySource.Opening {

        private final Exchange exchange;
        private InputStream first;

        Converted(Exchange exchange) throws InvalidPayloadException {
            this.exchange = exchange;
            this.first = convert();
        }

        @Override
        public InputStream open() throws IOException {
            InputStream next = first;
            first = null;
            try {
                return next == null ? convert() : next;
            } catch (InvalidPayloadException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private InputStream convert() throws InvalidPayloadException {
            return exchange.getMessage().getMandatoryBody(InputStream.class);
        }
    }
}
