package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import java.util.Optional;
import java.util.function.Function;

/** Which transfers are refused at their FileStart, whatever else is going on. */
final class Admission {

    private final ReceiverLimits limits;
    private final Function<String, Optional<String>> destinationRule;

    /**
     * @param destinationRule says why a dest is refused, or nothing if it is fine
     */
    Admission(ReceiverLimits limits, Function<String, Optional<String>> destinationRule) {
        this.limits = limits;
        this.destinationRule = destinationRule;
    }

    /** Why the transfer is refused, or nothing if it is let in. */
    Optional<String> refusal(FileStart start, Annotations annotations) {
        if (limits.requireVerified() && annotations.plain()) {
            return Optional.of(
                    "it comes from a peer that announces no digest; set requireVerified=false to accept such files");
        }
        Optional<String> refused = destinationRule.apply(start.dest());
        if (refused.isPresent()) {
            return refused;
        }
        return annotations.length() == null ? Optional.empty() : tooLarge(annotations.length());
    }

    /** Why a transfer of that many bytes is refused, or nothing if it may be as long. */
    Optional<String> tooLarge(long length) {
        if (length > limits.maxFileSize()) {
            return Optional.of(
                    "it has at least "
                            + length
                            + " bytes, more than maxFileSize="
                            + limits.maxFileSize()
                            + " allows");
        }
        if (length > limits.maxSpoolSize()) {
            return Optional.of(
                    "it has at least "
                            + length
                            + " bytes, more than the whole spool may hold (maxSpoolSize="
                            + limits.maxSpoolSize()
                            + ")");
        }
        return Optional.empty();
    }
}
