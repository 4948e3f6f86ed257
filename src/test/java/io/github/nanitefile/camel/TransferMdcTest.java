package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TransferMdcTest {

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void shouldNameTheTransferAndGiveBackWhatWasThere() {
        MDC.put(TransferMdc.DOMAIN, "outer");
        try (TransferMdc mdc = TransferMdc.of("d\n", new Token("a"))) {
            assertThat(MDC.get(TransferMdc.TOKEN)).isEqualTo("a");
            assertThat(MDC.get(TransferMdc.DOMAIN)).isEqualTo("d?");
        }
        assertThat(MDC.get(TransferMdc.TOKEN)).isNull();
        assertThat(MDC.get(TransferMdc.DOMAIN)).isEqualTo("outer");
    }
}
