package io.github.nanitefile.docs;

import io.github.nanitefile.camel.NaniteFileConstants;
import java.util.Map;

/**
 * Who reads a header, and who sets it: what the catalogue's labels cannot say. {@code
 * HeaderUseTest} holds it to a real transfer.
 *
 * @param sender what {@code to} does with it
 * @param receiver what {@code from} does with it
 */
record HeaderUse(String sender, String receiver) {

    private static final HeaderUse READ_AND_SET = new HeaderUse("reads", "sets");
    private static final HeaderUse SET_BY_BOTH = new HeaderUse("sets", "sets");
    private static final HeaderUse TAKEN = new HeaderUse("reads, removes", "");
    private static final HeaderUse SET_BY_SENDER = new HeaderUse("sets", "");
    private static final HeaderUse SET_BY_RECEIVER = new HeaderUse("", "sets");
    private static final HeaderUse OF_THE_DATA_FORMAT = new HeaderUse("", "");

    private static final Map<String, HeaderUse> USES =
            Map.ofEntries(
                    Map.entry(NaniteFileConstants.FILE_NAME, READ_AND_SET),
                    Map.entry(NaniteFileConstants.DESTINATION, READ_AND_SET),
                    Map.entry(NaniteFileConstants.META, READ_AND_SET),
                    Map.entry(NaniteFileConstants.OVERRIDE_DOMAIN, TAKEN),
                    Map.entry(NaniteFileConstants.OVERRIDE_TOKEN, TAKEN),
                    Map.entry(NaniteFileConstants.TOKEN, SET_BY_BOTH),
                    Map.entry(NaniteFileConstants.DIGEST, SET_BY_BOTH),
                    Map.entry(NaniteFileConstants.BYTES_SENT, SET_BY_SENDER),
                    Map.entry(NaniteFileConstants.RECEIPTS, SET_BY_SENDER),
                    Map.entry(NaniteFileConstants.FILE_LENGTH, SET_BY_RECEIVER),
                    Map.entry(NaniteFileConstants.FILE_LOCAL_WORK_PATH, SET_BY_RECEIVER),
                    Map.entry(NaniteFileConstants.DOMAIN, SET_BY_RECEIVER),
                    Map.entry(NaniteFileConstants.FILENAME, SET_BY_RECEIVER),
                    Map.entry(NaniteFileConstants.VERIFIED, SET_BY_RECEIVER),
                    Map.entry(NaniteFileConstants.PACKET, OF_THE_DATA_FORMAT));

    static HeaderUse of(String header) {
        HeaderUse use = USES.get(header);
        if (use == null) {
            throw new IllegalArgumentException(
                    "HeaderUse does not say who reads and who sets " + header + ": add it there");
        }
        return use;
    }

    boolean isSetBySender() {
        return sender.equals("sets");
    }

    boolean isSetByReceiver() {
        return receiver.equals("sets");
    }

    /** Whether a header that was there for the sender is there when it is done. */
    boolean staysAtSender() {
        return sender.equals("reads");
    }
}
