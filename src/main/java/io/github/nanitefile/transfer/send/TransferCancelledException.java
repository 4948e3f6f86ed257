package io.github.nanitefile.transfer.send;

/** A file was not sent, since an operator cancelled its transfer. */
public final class TransferCancelledException extends SendFailedException {

    private static final long serialVersionUID = 1L;

    TransferCancelledException(String message) {
        super(message);
    }
}
