package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.ValueLimits;
import io.github.nanitefile.packet.value.WireString;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message has named so far, and what it has cost. Follows Ruby's {@code marshal.c} in what
 * takes a number: every value but nil, true, false, small integers and symbols is an object that a
 * link ({@code @}) may name. Objects are numbered in the order in which they begin, the packet
 * being 0; symbols are numbered apart and named by {@code ;}.
 */
final class MarshalObjects {

    /** Stands for an array, a hash or the packet as long as it is being read. */
    private static final Object UNFINISHED = new Object();

    private final MarshalInput in;
    private final List<Numbered> objects = new ArrayList<>();
    private final List<WireString> symbols = new ArrayList<>();
    private final ValueBudget budget = new ValueBudget();

    MarshalObjects(MarshalInput in) {
        this.in = in;
    }

    /** An object with a number. */
    private static final class Numbered {
        private Object value;

        /** Of each link to it, over the one unit of any value; while unfinished, of all before. */
        private int cost;

        /** Of an array or a hash; while unfinished, what its measuring began with. */
        private int height;

        Numbered(Object value, int cost, int height) {
            this.value = value;
            this.cost = cost;
            this.height = height;
        }

        Numbered(Object value, int cost) {
            this(value, cost, 0);
        }
    }

    /** How many objects have a number: the number of the next one. */
    int count() {
        return objects.size();
    }

    /** Gives an object without content the next number. */
    <T> T add(T value) {
        objects.add(new Numbered(value, 0));
        return value;
    }

    /** Gives an integer the next number. */
    Object addInteger(Object number) throws UnreadableMessageException {
        int before = budget.spent();
        budget.spendOnLength(number);
        objects.add(new Numbered(number, budget.spent() - before));
        return number;
    }

    /** Gives a string the next number. One that is a whole field may have any length. */
    WireString addString(WireString string) throws UnreadableMessageException {
        int costOfText = ValueLimits.ofText(string.length());
        if (budget.depth() > 0) {
            spend(costOfText);
        }
        objects.add(new Numbered(string, costOfText));
        return string;
    }

    /** Gives the packet its number. */
    void addPacket() {
        objects.add(new Numbered(UNFINISHED, 0));
    }

    /**
     * Gives an array or a hash the next number and goes down into it.
     *
     * @return the number
     */
    int begin() throws UnreadableMessageException {
        objects.add(new Numbered(UNFINISHED, budget.spent(), budget.beginHeight()));
        budget.down();
        return objects.size() - 1;
    }

    /** Comes up from an array or a hash. */
    Object end(int number, Object value) {
        up();
        Numbered object = objects.get(number);
        object.value = value;
        object.cost = budget.spent() - object.cost;
        object.height = budget.height(object.height);
        return value;
    }

    /** Lets later links to a number find another value, if there is an object of that number. */
    void replace(int number, Object value) {
        if (number < objects.size()) {
            objects.get(number).value = value;
        }
    }

    /** What a link names. */
    Object get(long number) throws UnreadableMessageException {
        if (number < 0 || number >= objects.size()) {
            throw in.broken("a link to object " + number + ", which there is not");
        }
        Numbered object = objects.get((int) number);
        if (object.value == UNFINISHED) {
            throw in.broken("a value that holds itself");
        }
        spend(object.cost);
        budget.link(object.height);
        return object.value;
    }

    WireString addSymbol(WireString symbol) {
        symbols.add(symbol);
        return symbol;
    }

    WireString symbol(long number) throws UnreadableMessageException {
        if (number < 0 || number >= symbols.size()) {
            throw in.broken("a link to symbol " + number + ", which there is not");
        }
        return symbols.get((int) number);
    }

    /** Goes one level down, which {@link #up()} takes back. */
    void down(int limit) throws UnreadableMessageException {
        budget.down(limit);
    }

    void up() {
        budget.up();
    }

    /** Charges for what is being read. */
    void spend(int units) throws UnreadableMessageException {
        budget.spend(units);
    }
}
