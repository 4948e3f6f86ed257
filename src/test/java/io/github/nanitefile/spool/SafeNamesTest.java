package io.github.nanitefile.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeNamesTest {

    @Test
    void a_queue_keeps_its_name_as_far_as_that_is_one_of_a_folder() {
        assertThat(SafeNames.queue("orders.eu-1_x")).isEqualTo("orders.eu-1_x");
        assertThat(SafeNames.queue("nanitefile:eu.#:a b")).isEqualTo("nanitefile%3Aeu.%23%3Aa%20b");
        assertThat(SafeNames.queue("..")).isEqualTo("%2E%2E");
        assertThat(SafeNames.queue("..a.")).isEqualTo("%2E%2Ea%2E");
        assertThat(SafeNames.queue("con")).isEqualTo("%63on");
        assertThat(SafeNames.queue("")).isEqualTo("%");
        assertThat(SafeNames.queue("a/b")).isEqualTo("a%2Fb");
    }

    @Test
    void queues_that_differ_in_capitals_differ_on_every_file_system() {
        String small = SafeNames.queue("eu").toLowerCase(Locale.ROOT);
        assertThat(SafeNames.queue("EU").toLowerCase(Locale.ROOT))
                .startsWith("eu=")
                .isNotEqualTo(small)
                .isNotEqualTo(SafeNames.queue("eU").toLowerCase(Locale.ROOT));
    }

    @Test
    void long_queue_names_are_cut_and_stay_distinct() {
        String one = SafeNames.queue("q".repeat(300) + "1");
        String two = SafeNames.queue("q".repeat(300) + "2");
        assertThat(one).hasSizeLessThan(190).isNotEqualTo(two);
    }

    @Property
    void distinct_queues_have_distinct_names_that_are_plain_ones(
            @ForAll String one, @ForAll String two) {
        String name = SafeNames.queue(one);
        assertThat(name).matches("[A-Za-z0-9._%=-]+").hasSizeLessThan(190).doesNotStartWith(".");
        assertThat(name.equalsIgnoreCase(SafeNames.queue(two)))
                .isEqualTo(
                        Arrays.equals(
                                one.getBytes(StandardCharsets.UTF_8),
                                two.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_token_of_ours_is_a_name_and_any_other_is_hashed() {
        Token ours = Token.random();
        assertThat(SafeNames.token(ours)).isEqualTo(ours.value());
        assertThat(SafeNames.token(new Token("../x"))).matches("[0-9a-f]{64}");
        assertThat(SafeNames.token(new Token(ours.value().substring(1) + "A"))).hasSize(64);
    }

    @Property
    void every_destination_has_a_base_name(@ForAll String dest) {
        String name = SafeNames.base(dest);
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 201);
        assertThat(Path.of("folder").resolve(name).normalize()).isEqualTo(Path.of("folder", name));
    }
}
