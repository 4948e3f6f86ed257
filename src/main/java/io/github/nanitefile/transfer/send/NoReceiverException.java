package io.github.nanitefile.transfer.send;

/** No queue is bound for the domain, so nobody would ever have got the file. */
public final class NoReceiverException extends SendFailedException {

    public NoReceiverException(String message) {
        super(message);
    }
}
