package io.github.nanitefile.interop;

import io.github.nanitefile.packet.Metas;
import io.github.nanitefile.testing.RequiresRuby;
import net.jqwik.api.PropertyDefaults;

@RequiresRuby
@PropertyDefaults(tries = 300)
class RubyReadsJsonTest extends RubyReadsContract {

    @Override
    String format() {
        return "json";
    }

    @Override
    Object asRead(Object meta) {
        return Metas.inJson(meta);
    }

    @Override
    String chunkEncoding(byte[] chunk) {
        return "UTF-8";
    }
}
