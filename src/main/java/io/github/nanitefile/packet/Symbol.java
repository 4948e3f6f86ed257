package io.github.nanitefile.packet;

import java.util.Objects;

/**
 * A Ruby symbol in a {@link FileEnd#meta() meta}. Kept apart from String so that what was read can
 * be written again as it was.
 *
 * <p>Ordered by name, which also keeps a map quick whose keys a peer chose to have one hash code.
 *
 * @param name the symbol's text, without the colon
 */
public record Symbol(String name) implements Comparable<Symbol> {

    public Symbol {
        Objects.requireNonNull(name, "name");
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
