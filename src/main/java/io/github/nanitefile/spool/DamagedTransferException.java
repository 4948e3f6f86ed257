package io.github.nanitefile.spool;

import java.io.IOException;

/**
 * What there is of a transfer is not what was spilled: trying again does not help. Other exceptions
 * may be the disk's mood.
 */
final class DamagedTransferException extends IOException {

    DamagedTransferException(String message) {
        super(message);
    }

    DamagedTransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
