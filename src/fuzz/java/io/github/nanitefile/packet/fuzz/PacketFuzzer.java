package io.github.nanitefile.packet.fuzz;

import io.github.nanitefile.packet.FuzzTarget;
import io.github.nanitefile.packet.ReaderOracle;

/** What Jazzer calls, again and again. Told by its one argument which reader it is about. */
public final class PacketFuzzer {

    private static ReaderOracle oracle;

    private PacketFuzzer() {}

    /** Called once, before the first input. */
    public static void fuzzerInitialize(String[] args) {
        oracle = FuzzTarget.named(args[0]).oracle();
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        oracle.check(input);
    }
}
