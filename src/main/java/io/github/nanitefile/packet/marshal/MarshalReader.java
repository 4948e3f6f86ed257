package io.github.nanitefile.packet.marshal;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.HashPairs;
import io.github.nanitefile.packet.value.PacketFields;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.ValueLimits;
import io.github.nanitefile.packet.value.WireString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one message, into plain Java values and nothing else. */
final class MarshalReader {

    private final MarshalInput in;
    private final MarshalObjects objects;

    MarshalReader(byte[] body) {
        in = new MarshalInput(body);
        objects = new MarshalObjects(in);
    }

    /** Reads the message. What follows the packet is not looked at, as in Ruby. */
    Optional<Packet> read() throws UnreadableMessageException {
        in.version();
        int type = in.peek();
        if (type == 'o') {
            return packet();
        }
        Object value = value();
        if (value == null || value.equals(false)) {
            throw new UnreadableMessageException("it says nil or false, as a failed writer does");
        }
        if (value instanceof ForeignObject object && "uUSeCdI".indexOf(type) >= 0) {
            throw foreign(object.className());
        }
        return Optional.empty();
    }

    private Optional<Packet> packet() throws UnreadableMessageException {
        in.next();
        String className = symbol().name();
        if (PacketFields.OTHER_PACKETS.contains(className)) {
            return Optional.empty(); // unread, as it may hold anything
        }
        if (!PacketFields.FILE_PACKETS.contains(className)) {
            throw foreign(className);
        }
        objects.addPacket();
        Map<String, Object> fields = new HashMap<>();
        for (int left = in.count("fields", 3); left > 0; left--) {
            fields.put(fieldName(), value());
        }
        return new PacketFields(className, fields).toPacket();
    }

    /** Without Ruby's mark of an instance variable; what has none is no field of ours. */
    private String fieldName() throws UnreadableMessageException {
        String name = symbol().name();
        return name.startsWith("@") ? name.substring(1) : "no field " + name;
    }

    private static UnreadableMessageException foreign(String className) {
        return new UnreadableMessageException(
                "it is an object of the Ruby class " + quote(className) + ", which is no packet");
    }

    /**
     * Reads any value. A string comes as {@link WireString}, as only the taker knows whether it has
     * to be decoded; whatever is no plain value as {@link ForeignObject}.
     */
    private Object value() throws UnreadableMessageException {
        objects.spend(1);
        int type = in.next();
        return switch (type) {
            case '0' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'i' -> in.integer();
            case 'l' -> bigInteger();
            case 'f' -> floatingPoint();
            case '"' -> objects.addString(in.bytes());
            case ':', ';' -> symbolValue(type, false);
            case '[' -> array();
            case '{' -> hash(false);
            case '}' -> hash(true);
            case '@' -> objects.get(in.integer());
            case 'I' -> withVariables();
            default -> passOver(type, false);
        };
    }

    /** A value for an array or a hash to hold. */
    private Object element() throws UnreadableMessageException {
        Object value = value();
        return value instanceof WireString string ? string.plain() : value;
    }

    private Object bigInteger() throws UnreadableMessageException {
        int sign = in.next();
        if (sign != '+' && sign != '-') {
            throw in.broken("an integer's sign is neither + nor -");
        }
        int pairs = in.count("pairs of bytes of an integer", 2);
        if (pairs > ValueLimits.MAX_INTEGER_BYTES / 2) {
            throw in.broken("an integer of more than " + ValueLimits.MAX_INTEGER_BYTES + " bytes");
        }
        byte[] magnitude = new byte[2 * pairs];
        for (int i = magnitude.length - 1; i >= 0; i--) {
            magnitude[i] = (byte) in.next();
        }
        BigInteger number = new BigInteger(sign == '+' ? 1 : -1, magnitude);
        return objects.addInteger(ValueBudget.integer(number));
    }

    private Object floatingPoint() throws UnreadableMessageException {
        OptionalDouble number = RubyFloat.parse(in.bytes().name());
        if (number.isEmpty()) {
            throw in.broken("a float is no number");
        }
        return objects.add(number.getAsDouble());
    }

    private Object symbolValue(int type, boolean variables) throws UnreadableMessageException {
        return new Symbol(symbol(type, variables).name());
    }

    /** Reads a symbol where there must be one: the name of a class or of an instance variable. */
    private WireString symbol() throws UnreadableMessageException {
        objects.spend(1);
        int type = in.next();
        return type == 'I' ? symbol(in.next(), true) : symbol(type, false);
    }

    /** Charges for the length of a link to a symbol too: whoever takes its text may copy it. */
    private WireString symbol(int type, boolean variables) throws UnreadableMessageException {
        WireString symbol;
        if (type == ';' && !variables) {
            symbol = objects.symbol(in.integer());
        } else if (type == ':') {
            symbol = objects.addSymbol(in.bytes());
        } else {
            throw in.broken("no symbol where a name must stand");
        }
        objects.spend(ValueLimits.ofText(symbol.length()));
        if (variables) {
            variables(symbol);
        }
        return symbol;
    }

    private Object array() throws UnreadableMessageException {
        int number = objects.begin();
        int count = in.count("elements of an array", 1);
        List<Object> items = new ArrayList<>();
        Object array = Collections.unmodifiableList(items);
        for (int left = count; left > 0; left--) {
            Object item = element();
            items.add(item);
            array = item instanceof ForeignObject ? item : array;
        }
        return objects.end(number, array);
    }

    /** Reads a hash. What it says it would answer for keys that it has not is dropped. */
    private Object hash(boolean withDefault) throws UnreadableMessageException {
        int number = objects.begin();
        int count = in.count("pairs of a hash", 2);
        HashPairs pairs = new HashPairs();
        for (int left = count; left > 0; left--) {
            Object key = element();
            objects.spend(pairs.costOf(key));
            pairs.put(key, element());
        }
        if (withDefault) {
            value();
        }
        return objects.end(number, pairs.hash());
    }

    /** Reads a value with instance variables; of ours, only those that name an encoding count. */
    private Object withVariables() throws UnreadableMessageException {
        int type = in.next();
        Object value;
        switch (type) {
            case ':' -> {
                return symbolValue(type, true);
            }
            case '"' -> value = objects.addString(in.bytes());
            case '[' -> value = array();
            case '{' -> value = hash(false);
            case '}' -> value = hash(true);
            case 'u' -> {
                return passOver(type, true); // which takes its number after its variables
            }
            default -> value = passOver(type, false);
        }
        variables(value);
        return value;
    }

    private void variables(Object owner) throws UnreadableMessageException {
        objects.down(ValueLimits.MAX_DEPTH + 1); // the deepest string may say its encoding
        for (int left = in.count("instance variables", 3); left > 0; left--) {
            String name = symbol().name();
            Object value = value();
            if (owner instanceof WireString string) {
                if (name.equals("E") && value instanceof Boolean utf8) {
                    string.setEncoding(utf8 ? "UTF-8" : "US-ASCII");
                } else if (name.equals("encoding") && value instanceof WireString encoding) {
                    string.setEncoding(encoding.name());
                }
            }
        }
        objects.up();
    }

    /** Reads past an object that is no plain value, keeping the count of what it holds. */
    private Object passOver(int type, boolean variables) throws UnreadableMessageException {
        if ("oSUdeCu".indexOf(type) < 0) {
            return passOverSimple(type);
        }
        ForeignObject object = new ForeignObject(symbol().name());
        int number = objects.count();
        switch (type) {
            case 'o', 'S' -> {
                objects.add(object);
                variables(object);
            }
            case 'U', 'd' -> {
                objects.add(object);
                objects.down(ValueLimits.MAX_DEPTH);
                value();
                objects.up();
            }
            case 'e', 'C' -> { // a word about the object that follows, which takes the number
                objects.down(ValueLimits.MAX_DEPTH);
                value();
                objects.up();
                objects.replace(number, object);
            }
            default -> {
                in.bytes();
                if (variables) {
                    variables(object);
                }
                objects.add(object);
            }
        }
        return object;
    }

    private Object passOverSimple(int type) throws UnreadableMessageException {
        return switch (type) {
            case 'c', 'm', 'M' -> objects.add(new ForeignObject(in.bytes().name()));
            case '/' -> {
                in.bytes();
                in.next(); // its options
                yield objects.add(new ForeignObject("Regexp"));
            }
            default -> throw in.broken("no value begins with the byte " + type);
        };
    }
}
