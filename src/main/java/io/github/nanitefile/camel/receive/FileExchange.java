package io.github.nanitefile.camel.receive;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.camel.ReceivedDestination;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.io.File;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.file.GenericFile;

/** What an exchange says of a received file. */
final class FileExchange {

    private FileExchange() {}

    /**
     * Sets body and headers.
     *
     * @param path where the file can be read
     */
    static void fill(Exchange exchange, ReceivedFile file, Path path) {
        Message message = exchange.getMessage();
        message.setBody(body(file, path));
        message.setHeader(NaniteFileConstants.FILE_NAME, file.start().dest());
        message.setHeader(NaniteFileConstants.FILE_LENGTH, file.length());
        message.setHeader(NaniteFileConstants.DOMAIN, file.domain());
        message.setHeader(NaniteFileConstants.TOKEN, file.token().value());
        message.setHeader(NaniteFileConstants.FILENAME, file.start().filename());
        message.setHeader(NaniteFileConstants.DESTINATION, file.start().dest());
        ReceivedDestination.remember(exchange, file.start().dest());
        message.setHeader(NaniteFileConstants.META, PlainMeta.of(file.meta()));
        message.setHeader(NaniteFileConstants.DIGEST, file.digest().toString());
        message.setHeader(NaniteFileConstants.VERIFIED, file.verified());
    }

    /** As file: makes it, so that every converter of camel-file works. */
    private static GenericFile<File> body(ReceivedFile file, Path path) {
        File actual = path.toAbsolutePath().toFile();
        GenericFile<File> body = new GenericFile<>();
        body.setFile(actual);
        body.setBody(actual);
        body.setAbsolute(true);
        body.setAbsoluteFilePath(actual.getPath());
        body.setEndpointPath(actual.getParent());
        body.setFileName(file.start().dest());
        body.setFileNameOnly(file.start().filename());
        body.setRelativeFilePath(file.start().dest());
        body.setFileLength(file.length());
        body.setLastModified(actual.lastModified());
        return body;
    }
}
