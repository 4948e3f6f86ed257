package io.github.nanitefile.faults;

import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.TcpRelay;
import java.util.Locale;

/** Whom a fault hits. */
enum Side {
    SENDER,
    RECEIVER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Between it and the broker. */
    TcpRelay relay(Stage stage) {
        return this == SENDER ? stage.sending() : stage.receiving();
    }

    CamelProcess process(Stage stage) {
        return this == SENDER ? stage.sender() : stage.receiver(stage.setup().members().get(0));
    }
}
