package io.github.nanitefile.camel.management;

/**
 * What of a window is used: for sending bytes that are read and not confirmed, over all producers
 * of one broker; for receiving messages that are not acknowledged.
 *
 * @param used from 0; may be above size by one chunk
 * @param size from 1
 */
public record Window(long used, long size) {

    /** The share that is used, 0 to 100. */
    int percent() {
        return (int) Math.min(100, used * 100 / size);
    }
}
