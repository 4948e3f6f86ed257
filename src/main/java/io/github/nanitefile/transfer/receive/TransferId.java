package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;

/**
 * What tells the transfers of one queue apart: a queue that is bound to several domains may get two
 * files of one token.
 */
public record TransferId(String domain, Token token) {}
