package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.value.ForeignObject;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** What the tags say that Ruby writes. */
final class YamlTags {

    /** Says that the value is to be taken for what it looks like. */
    static final String UNTAGGED = "!";

    private static final String STANDARD = "tag:yaml.org,2002:";

    /** Says so of a text that would be something else without it. */
    static final String TEXT = STANDARD + "str";

    /** Under which key a text stands that has instance variables beside it. */
    static final String OF_A_TEXT = "str";

    private static final Set<String> TEXTS = Set.of("!str", "!ruby/string");

    private static final String OBJECT = "!ruby/object:";

    private static final Set<String> PLAIN =
            Set.of("binary", "bool", "float", "int", "map", "null", "seq", "str");

    private static final Set<String> COLLECTIONS = Set.of(UNTAGGED, "!map", "!seq");

    private YamlTags() {}

    /** The tag of a value; none, if it has none. */
    static Optional<String> of(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    }

    /** Ruby takes {@code !str} for {@code !!str}, and so on. */
    static String shortened(String tag) {
        return tag.startsWith(STANDARD) && PLAIN.contains(tag.substring(STANDARD.length()))
                ? "!" + tag.substring(STANDARD.length())
                : tag;
    }

    /** The class of an object with fields. */
    static Optional<String> objectClass(String tag) {
        return tag.startsWith(OBJECT)
                ? Optional.of(tag.substring(OBJECT.length()))
                : Optional.empty();
    }

    /** Whether an array or a hash with this tag is an object of some class. */
    static boolean isForeign(String tag) {
        return !COLLECTIONS.contains(shortened(tag));
    }

    /** Whether a value with this tag is a text, though it may be written as a hash. */
    static boolean isText(String tag) {
        return TEXTS.contains(shortened(tag));
    }

    /** Stands in for what bears a tag that is not one of a plain value. */
    static ForeignObject foreign(String tag) {
        return new ForeignObject(objectClass(tag).orElse(tag));
    }
}
