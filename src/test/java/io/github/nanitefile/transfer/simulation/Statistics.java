package io.github.nanitefile.transfer.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How often things happened. Of one thread; sums of several are made when they are done. */
final class Statistics {

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);

    void add(Count what) {
        add(what, 1);
    }

    void add(Count what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void addAll(Statistics other) {
        for (Count what : Count.values()) {
            add(what, other.get(what));
        }
    }

    long get(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        return Arrays.stream(Count.values())
                .map(
                        what ->
                                String.format(
                                        Locale.ROOT,
                                        "%,14d %s",
                                        get(what),
                                        what.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .collect(Collectors.joining("\n"));
    }
}
