package io.github.nanitefile.interop;

import io.github.nanitefile.testing.RequiresRuby;
import net.jqwik.api.PropertyDefaults;

/** Signed and encrypted. Fewer tries, as RSA is slow. */
@RequiresRuby
@PropertyDefaults(tries = 40)
class RubyReadsSealedTest extends RubyReadsSecureContract {

    RubyReadsSealedTest() {
        super(true);
    }
}
