package io.github.nanitefile.packet.yaml;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.WireString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/** What a message has given a name ({@code &}), for aliases ({@code *}) to name again. */
final class YamlAnchors {

    private final ValueBudget budget;
    private final Map<String, Named> named = new HashMap<>();

    YamlAnchors(ValueBudget budget) {
        this.budget = budget;
    }

    /** A value, from where it begins; one without a name is forgotten. */
    final class Named {
        private final int before = budget.spent();
        private final int heightBefore = budget.beginHeight();
        private Object value;
        private int cost;
        private int height;
        private boolean finished;

        /** Says what it is, once it has been read. */
        Object is(Object what) {
            value = what;
            cost = budget.spent() - before;
            height = budget.height(heightBefore);
            finished = true;
            return what;
        }
    }

    /** To be called before anything is spent on the value. */
    Named begin(Optional<Anchor> anchor) {
        Named value = new Named();
        anchor.ifPresent(name -> named.put(name.getValue(), value));
        return value;
    }

    /** What an alias names, which costs what it would cost if it were written out. */
    Object get(Anchor alias) throws UnreadableMessageException {
        Named target = named.get(alias.getValue());
        if (target == null) {
            throw new UnreadableMessageException(
                    "it names a value that it does not have: " + quote(alias.getValue()));
        }
        if (!target.finished) {
            throw new UnreadableMessageException("it holds a value that holds itself");
        }
        if (target.value instanceof WireString string) {
            budget.spendOnText(string.length()); // which may have been cheaper as a whole field
        } else if (target.value instanceof Symbol symbol) {
            budget.spendOnText(symbol.name().length());
        } else {
            budget.spend(target.cost);
            budget.link(target.height);
        }
        return target.value;
    }
}
