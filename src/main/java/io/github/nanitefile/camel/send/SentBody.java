package io.github.nanitefile.camel.send;

import io.github.nanitefile.camel.NaniteFileConstants;
import java.io.File;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/**
 * What a try sent, so that the next one knows whether it is to send the same. A file is the same as
 * long as its path, length and time of change are; anything else if it is the same object, which is
 * what Camel's redelivery gives back. Under another name nothing is the same.
 *
 * <p>Where it cannot tell it says no: a file that comes twice is less than one that is dropped as
 * delivered before.
 */
final class SentBody {

    private final List<Object> names;
    private final FileState file;
    private final WeakReference<Object>
            object; // a failed exchange may live long, its body need not

    private SentBody(List<Object> names, FileState file, Object object) {
        this.names = names;
        this.file = file;
        this.object = new WeakReference<>(object);
    }

    private record FileState(Path path, long length, long changed) {

        static FileState of(File file) {
            return new FileState(
                    file.toPath().toAbsolutePath(), file.length(), file.lastModified());
        }
    }

    static SentBody of(Message message) {
        Object body = message.getBody();
        List<Object> names =
                Arrays.asList(
                        message.getHeader(NaniteFileConstants.FILE_NAME),
                        message.getHeader(NaniteFileConstants.DESTINATION));
        File file = file(body);
        return new SentBody(names, file == null ? null : FileState.of(file), body);
    }

    private static File file(Object body) {
        Object inner = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (inner instanceof Path path
                && path.getFileSystem().equals(Path.of("").getFileSystem())) {
            return path.toFile();
        }
        return inner instanceof File file ? file : null;
    }

    boolean isSameAs(SentBody other) {
        return names.equals(other.names)
                && (file == null
                        ? object.get() != null && object.get() == other.object.get()
                        : file.equals(other.file));
    }
}
