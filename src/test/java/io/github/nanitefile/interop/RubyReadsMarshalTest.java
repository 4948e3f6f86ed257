package io.github.nanitefile.interop;

import io.github.nanitefile.testing.RequiresRuby;
import net.jqwik.api.PropertyDefaults;

@RequiresRuby
@PropertyDefaults(tries = 300)
class RubyReadsMarshalTest extends RubyReadsContract {

    @Override
    String format() {
        return "marshal";
    }

    @Override
    String chunkEncoding(byte[] chunk) {
        return "ASCII-8BIT";
    }
}
