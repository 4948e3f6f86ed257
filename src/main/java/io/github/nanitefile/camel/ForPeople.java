package io.github.nanitefile.camel;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Sizes, times and names as a person reads them. Bytes that an earlier run moved count for the
 * share of a file, not for the rate.
 */
public final class ForPeople {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int STEP = 1000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ForPeople() {}

    /** As in 312 bytes, 16.4 kB, 2.1 GB: powers of 1000. */
    public static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP) {
            value /= STEP;
            unit++;
        }
        return tenths(value) + " " + UNITS[unit];
    }

    /**
     * By hand: with a Formatter its line of the log would be a good part of a small file's work.
     */
    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    /** As in 4.2 s, 3 min 20 s, 2 h 5 min. */
    public static String time(Duration time) {
        if (time.toMinutes() < 1) {
            return tenths(time.toMillis() / 1000.0) + " s";
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    /**
     * As in 45 %, 81.0 MB/s, 12.0 s left; the share and the rest only where the length is known.
     */
    static String progress(long before, long bytes, Long length, Duration took) {
        double perSecond = perSecond(bytes - before, took);
        String rate = bytes((long) perSecond) + "/s";
        if (length == null || length == 0 || perSecond < 1) {
            return bytes(bytes) + ", " + rate;
        }
        Duration left = Duration.ofMillis((long) ((length - bytes) / perSecond * 1000));
        return bytes * 100 / length + " %, " + rate + ", " + time(left) + " left";
    }

    /**
     * As in 2.1 GB in 20.5 s (102.4 MB/s); what took less than a second has no rate worth telling.
     */
    static String total(long before, long bytes, Duration took) {
        String total = bytes(bytes) + " in " + time(took);
        return took.toSeconds() < 1
                ? total
                : total + " (" + bytes((long) perSecond(bytes - before, took)) + "/s)";
    }

    private static double perSecond(long bytes, Duration took) {
        return bytes / Math.max(0.001, took.toMillis() / 1000.0);
    }

    /** A name from the wire, without what would break a line of the log. */
    public static String name(String name) {
        return CONTROL.matcher(name).replaceAll("?");
    }
}
