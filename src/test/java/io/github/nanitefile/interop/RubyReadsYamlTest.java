package io.github.nanitefile.interop;

import io.github.nanitefile.testing.RequiresRuby;
import net.jqwik.api.PropertyDefaults;

@RequiresRuby
@PropertyDefaults(tries = 300)
class RubyReadsYamlTest extends RubyReadsContract {

    @Override
    String format() {
        return "yaml";
    }

    /** No bytes go with any. */
    @Override
    String chunkEncoding(byte[] chunk) {
        return chunk.length == 0 ? "UTF-8" : "ASCII-8BIT";
    }
}
