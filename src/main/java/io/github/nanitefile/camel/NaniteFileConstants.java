package io.github.nanitefile.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers that the component reads and sets. */
public final class NaniteFileConstants {

    @Metadata(
            label = "producer",
            description =
                    "The name of the file to send: its last part travels as the filename, the whole as the"
                            + " destination. Set by file: and by this component's consumer. Without it, the name of the file"
                            + " in the body, or else the message id, is used.",
            javaType = "String")
    public static final String FILE_NAME = Exchange.FILE_NAME;

    @Metadata(
            label = "consumer",
            description = "The length of the received file in bytes.",
            javaType = "long")
    public static final String FILE_LENGTH = Exchange.FILE_LENGTH;

    @Metadata(
            label = "consumer",
            description =
                    "A second name (a hard link) of the received file, which file: may take by renaming it while the body"
                            + " stays readable. Absent where the disk has no hard links.",
            javaType = "String")
    public static final String FILE_LOCAL_WORK_PATH = Exchange.FILE_LOCAL_WORK_PATH;

    @Metadata(
            description =
                    "The name that receivers are asked to give the file, relative to where they put files. Nanite's"
                            + " :destination.",
            javaType = "String")
    public static final String DESTINATION = "CamelNaniteFileDestination";

    @Metadata(
            description =
                    "What receivers shall know of the file: null, Boolean, a number, String, byte[], List or Map of"
                            + " these; an enum travels as a symbol. Nanite's :meta. On receipt symbols are Strings.",
            javaType = "Object")
    public static final String META = "CamelNaniteFileMeta";

    @Metadata(
            label = "producer",
            description =
                    "Sends to this domain instead of the endpoint's. Removed once it is read.",
            javaType = "String")
    public static final String OVERRIDE_DOMAIN = "CamelNaniteFileOverrideDomain";

    @Metadata(
            label = "producer",
            description =
                    "Names the transfer with this token (1 to 63 characters) instead of a new random one. Receivers take each"
                            + " token once. Removed once it is read.",
            javaType = "String")
    public static final String OVERRIDE_TOKEN = "CamelNaniteFileOverrideToken";

    @Metadata(description = "The token that names the transfer.", javaType = "String")
    public static final String TOKEN = "CamelNaniteFileToken";

    @Metadata(
            description = "What the file's bytes come to: sha-256: and 64 hex digits.",
            javaType = "String")
    public static final String DIGEST = "CamelNaniteFileDigest";

    @Metadata(
            label = "producer",
            description = "How many bytes of the file were sent and confirmed.",
            javaType = "long")
    public static final String BYTES_SENT = "CamelNaniteFileBytesSent";

    @Metadata(
            label = "producer",
            description =
                    "With the option receipts: what the groups that have the file said of it, one Receipt each"
                            + " (io.github.nanitefile.packet.Receipt: group, queue, name, digest, time).",
            javaType = "java.util.List")
    public static final String RECEIPTS = "CamelNaniteFileReceipts";

    @Metadata(
            label = "consumer",
            description = "The domain that the file came through.",
            javaType = "String")
    public static final String DOMAIN = "CamelNaniteFileDomain";

    @Metadata(
            label = "consumer",
            description = "The file's base name at the sender.",
            javaType = "String")
    public static final String FILENAME = "CamelNaniteFileFilename";

    @Metadata(
            label = "consumer",
            description =
                    "Whether the sender announced length and digest and both held; false for a file from a plain Nanite peer.",
            javaType = "boolean")
    public static final String VERIFIED = "CamelNaniteFileVerified";

    @Metadata(
            description =
                    "Set by the data format nanite: which packet the body is, FileStart, FileChunk or FileEnd. Absent where the"
                            + " message is none of these.",
            javaType = "String")
    public static final String PACKET = "CamelNaniteFilePacket";

    private NaniteFileConstants() {}
}
