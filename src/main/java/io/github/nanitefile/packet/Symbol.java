package io.github.nanitefile.packet;

import java.util.Objects;

/**
 * A Ruby symbol in a {@link FileEnd#meta() meta}. Kept apart from String so that what was read can
 * be written again as it was.
 *
 * @param name the symbol's text, without the colon
 */
public record Symbol(String name) {

    public Symbol {
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return name;
    }
}
