package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.FormatPropertiesContract;
import io.github.nanitefile.packet.PacketFormat;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

class YamlPropertiesTest extends FormatPropertiesContract {

    private static final String[] PIECES = {
        "- ",
        "? ",
        ": ",
        ", ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a ",
        "!!str ",
        "!binary ",
        "!x ",
        "! ",
        "|\n",
        ">2-\n",
        "'",
        "\"",
        "\\x41",
        "\\ud800",
        "\\U",
        "%",
        "@",
        "#",
        "---\n",
        "...\n",
        "\n",
        "\n  ",
        "\t",
        " ",
        "~",
        ":a",
        "1",
        "0x",
        "1:30",
        ".",
        "2001-01-01",
        "<<: ",
        "e+1",
        "\u00e9",
        "\u2028",
        "\ufeff",
        "\ue0ff",
        "a: "
    };

    @Override
    protected PacketFormat format() {
        return new YamlFormat();
    }

    /** An end with, for a meta, what means something at random, so that it nests. */
    @Provide
    @Override
    protected Arbitrary<byte[]> nearly() {
        Arbitrary<String> head =
                Arbitraries.of(
                        "--- !ruby/object:Nanite::FileEnd\ntoken: t\nmeta: ",
                        "--- !ruby/object:Nanite::FileEnd \ntoken: t\nmeta: ",
                        "");
        Arbitrary<String> meta =
                Arbitraries.of(PIECES).list().ofMaxSize(60).map(l -> String.join("", l));
        return head.flatMap(
                start -> meta.map(rest -> (start + rest).getBytes(StandardCharsets.UTF_8)));
    }
}
