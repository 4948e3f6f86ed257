package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.transfer.FailureKind;
import java.io.IOException;
import java.util.Optional;

/** Whether a transfer that has come to its end is what the sender announced. */
final class EndCheck {

    private final boolean requireVerified;

    EndCheck(boolean requireVerified) {
        this.requireVerified = requireVerified;
    }

    /** Why the file must not be delivered, or nothing if all that was announced holds. */
    Optional<Failure> failure(IncomingTransfer transfer, Annotations end) throws IOException {
        for (Long announced : new Long[] {end.length(), transfer.announcedLength()}) {
            if (announced != null && announced != transfer.length()) {
                return Optional.of(
                        Failure.lost(
                                FailureKind.INCOMPLETE,
                                "it should have "
                                        + announced
                                        + " bytes but "
                                        + transfer.length()
                                        + " arrived; send it again"));
            }
        }
        Digest announced = end.digest();
        boolean comparable = isComparable(announced);
        Digest actual = transfer.whole(end);
        if (comparable && !announced.equals(actual)) {
            return Optional.of(
                    Failure.lost(
                            FailureKind.DIGEST,
                            "its bytes come to "
                                    + actual
                                    + " but the sender announced "
                                    + announced
                                    + "; send it again"));
        }
        if (requireVerified && (!comparable || end.length() == null)) {
            return Optional.of(
                    Failure.refused(
                            FailureKind.REFUSED,
                            "its end announces no length and sha-256 digest (requireVerified=true)"));
        }
        return Optional.empty();
    }

    /** Whether a digest, null if there is none, can be held against ours. */
    static boolean isComparable(Digest announced) {
        return announced != null && announced.algorithm().equals(Digest.SHA_256);
    }
}
