package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Token;

/** A file that somebody wants sent, until it is: it is sent again when that failed. */
final class Shipment {

    final String name;
    final byte[] bytes;
    private final int redeliveries;
    private Token token;
    private int attempt;
    private int tries;
    private boolean sent;

    /**
     * @param redeliveries how often it is tried again under the same token
     */
    Shipment(String name, byte[] bytes, int redeliveries) {
        this.name = name;
        this.bytes = bytes;
        this.redeliveries = redeliveries;
    }

    /** Begins the next try, with the token that it is given unless it keeps the one before. */
    void nextTry(Token fresh) {
        if (token == null || tries > redeliveries) {
            token = fresh;
            attempt = 0;
            tries = 0;
        }
        attempt++;
        tries++;
    }

    /** A try ended under that token, as that attempt. */
    void tried(Token under, int as) {
        token = under;
        attempt = as;
    }

    /** Whoever tried it is gone, and does not know that he did. */
    void forgotten() {
        token = null;
    }

    Token token() {
        return token;
    }

    int attempt() {
        return attempt;
    }

    void sent() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }

    String dest() {
        return "in/" + name;
    }
}
