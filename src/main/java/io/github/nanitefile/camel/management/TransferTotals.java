package io.github.nanitefile.camel.management;

import io.github.nanitefile.transfer.FailureKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of transfers since the start.
 *
 * @param completed how many are through
 * @param failures how many came to nothing, by kind; a kind without any is not there
 * @param bytes how many bytes went through, those of failed transfers included
 */
public record TransferTotals(long completed, Map<FailureKind, Long> failures, long bytes) {

    static final TransferTotals NONE = new TransferTotals(0, Map.of(), 0);

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    TransferTotals plus(TransferTotals other) {
        Map<FailureKind, Long> both = new EnumMap<>(FailureKind.class);
        both.putAll(failures);
        other.failures.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        return new TransferTotals(completed + other.completed, both, bytes + other.bytes);
    }
}
