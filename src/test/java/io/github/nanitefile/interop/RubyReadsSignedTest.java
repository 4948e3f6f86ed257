package io.github.nanitefile.interop;

import io.github.nanitefile.testing.RequiresRuby;
import net.jqwik.api.PropertyDefaults;

/** Signed, and in clear. Fewer tries, as RSA is slow. */
@RequiresRuby
@PropertyDefaults(tries = 40)
class RubyReadsSignedTest extends RubyReadsSecureContract {

    RubyReadsSignedTest() {
        super(false);
    }
}
