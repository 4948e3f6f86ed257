package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Symbol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainMetaTest {

    @Test
    void shouldMakeStringsOfSymbolsHoweverDeep() {
        Object meta =
                Map.of(
                        new Symbol("env"),
                        List.of(new Symbol("prod"), 1L, Map.of("k", new Symbol("v"))));
        assertThat(PlainMeta.of(meta))
                .isEqualTo(Map.of("env", List.of("prod", 1L, Map.of("k", "v"))));
    }

    @Test
    void shouldLeaveTheRestAsItIs() {
        byte[] bytes = {1};
        assertThat(PlainMeta.of(bytes)).isSameAs(bytes);
        assertThat(PlainMeta.of(null)).isNull();
    }
}
