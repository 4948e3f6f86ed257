package io.github.nanitefile.packet.yaml;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.HashPairs;
import io.github.nanitefile.packet.value.PacketFields;
import io.github.nanitefile.packet.value.Utf8;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.WireString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Reads one message, into plain Java values and nothing else. */
final class YamlReader {

    private final ValueBudget budget = new ValueBudget();
    private final YamlAnchors anchors = new YamlAnchors(budget);
    private final YamlScalars scalars;
    private final YamlEvents events;

    YamlReader(byte[] body) throws UnreadableMessageException {
        if (body.length > YamlFormat.MAX_BYTES) {
            throw new UnreadableMessageException(
                    "it is YAML of more than %d bytes".formatted(YamlFormat.MAX_BYTES));
        }
        YamlText text = new YamlText(body);
        scalars = new YamlScalars(text, budget);
        events = new YamlEvents(text.characters());
    }

    /** Reads the message. What follows the first document is not looked at, as in Ruby. */
    Optional<Packet> read() throws UnreadableMessageException {
        events.next(); // the start of the stream
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw nothing();
        }
        Event root = events.next();
        String tag = YamlTags.of(root).orElse(YamlTags.UNTAGGED);
        String className = YamlTags.objectClass(tag).orElse("");
        if (PacketFields.OTHER_PACKETS.contains(className)) {
            return Optional.empty(); // unread, as it may hold anything
        }
        if (PacketFields.FILE_PACKETS.contains(className)) {
            return packet(className, root);
        }
        Object value = value(root);
        if (value == null || value.equals(false)) {
            throw nothing();
        }
        if (value instanceof ForeignObject object && YamlTags.isForeign(tag)) {
            throw new UnreadableMessageException(
                    "it is an object of the Ruby class "
                            + quote(object.className())
                            + ", which is no packet");
        }
        return Optional.empty();
    }

    private static UnreadableMessageException nothing() {
        return new UnreadableMessageException("it says nil or false, as a failed writer does");
    }

    private Optional<Packet> packet(String className, Event root)
            throws UnreadableMessageException {
        if (root instanceof ScalarEvent scalar && scalar.getValue().isEmpty()) {
            throw nothing(); // cut off
        }
        if (!(root instanceof MappingStartEvent start)) {
            return Optional.empty(); // to Ruby an array or a string
        }
        anchors.begin(start.getAnchor());
        Map<String, Object> fields = new HashMap<>();
        for (Event key = events.next(); isInside(key); key = events.next()) {
            Object name = value(key);
            Object field = value(events.next());
            if (name instanceof WireString string) {
                refuseMerge(key, string.name(), field);
                fields.put(string.name(), field);
            }
        }
        return new PacketFields(className, fields).toPacket();
    }

    /** Whether an array or a hash goes on. */
    private static boolean isInside(Event event) {
        return event.getEventId() != Event.ID.SequenceEnd
                && event.getEventId() != Event.ID.MappingEnd;
    }

    /**
     * Reads any value. A string comes as {@link WireString}, as only the taker knows whether it has
     * to be decoded; whatever is no plain value as {@link ForeignObject}.
     */
    private Object value(Event event) throws UnreadableMessageException {
        if (event instanceof AliasEvent alias) {
            return anchors.get(alias.getAlias());
        }
        if (event instanceof ScalarEvent scalar) {
            YamlAnchors.Named named = anchors.begin(scalar.getAnchor());
            return named.is(scalars.value(scalar));
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        YamlAnchors.Named named = anchors.begin(start.getAnchor());
        budget.spend(1);
        budget.down();
        Object collection = event instanceof SequenceStartEvent ? array() : hash();
        budget.up();
        String tag = start.getTag().orElse(YamlTags.UNTAGGED);
        return named.is(YamlTags.isForeign(tag) ? tagged(tag, collection) : collection);
    }

    /** A text with instance variables, which nobody asks for; or an object of some class. */
    private static Object tagged(String tag, Object collection) {
        if (YamlTags.isText(tag) && collection instanceof Map<?, ?> parts) {
            if (parts.get(YamlTags.OF_A_TEXT) instanceof String text) {
                return new WireString(Utf8.encode(text));
            }
            if (parts.get(YamlTags.OF_A_TEXT) instanceof byte[] bytes) {
                return new WireString(bytes);
            }
        }
        return YamlTags.foreign(tag);
    }

    /** A value for an array or a hash to hold. */
    private Object element(Event event) throws UnreadableMessageException {
        Object value = value(event);
        return value instanceof WireString string ? string.plain() : value;
    }

    private Object array() throws UnreadableMessageException {
        List<Object> items = new ArrayList<>();
        Object array = Collections.unmodifiableList(items);
        for (Event event = events.next(); isInside(event); event = events.next()) {
            Object item = element(event);
            items.add(item);
            array = item instanceof ForeignObject ? item : array;
        }
        return array;
    }

    private Object hash() throws UnreadableMessageException {
        HashPairs pairs = new HashPairs();
        for (Event event = events.next(); isInside(event); event = events.next()) {
            Object key = element(event);
            budget.spend(pairs.costOf(key));
            Object item = element(events.next());
            refuseMerge(event, key, item);
            pairs.put(key, item);
        }
        return pairs.hash();
    }

    /**
     * Ruby puts the pairs of the item in the place of the key, unless a tag says that the key is a
     * text. Nobody has need of it here.
     */
    private static void refuseMerge(Event event, Object key, Object item)
            throws UnreadableMessageException {
        if (MergeKeys.KEY.equals(key)
                && (item instanceof Collection || item instanceof Map)
                && !YamlTags.of(event).equals(Optional.of(YamlTags.TEXT))) {
            throw new UnreadableMessageException(
                    "it has a key << that merges hashes: they can be read only when written out");
        }
    }
}
