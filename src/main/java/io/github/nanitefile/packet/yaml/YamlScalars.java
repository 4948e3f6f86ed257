package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.WireString;
import java.util.Arrays;
import java.util.Base64;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Makes values of scalars, by their tags and quotes. */
final class YamlScalars {

    private final YamlText text;
    private final ValueBudget budget;

    YamlScalars(YamlText text, ValueBudget budget) {
        this.text = text;
        this.budget = budget;
    }

    /** A string comes as {@link WireString}; what is no plain value as {@link ForeignObject}. */
    Object value(ScalarEvent scalar) throws UnreadableMessageException {
        String value = YamlText.value(scalar);
        String tag = scalar.getTag().orElse(scalar.isPlain() ? YamlTags.UNTAGGED : "!str");
        return switch (YamlTags.shortened(tag)) {
            case YamlTags.UNTAGGED, "!int", "!bool", "!null" -> plain(value);
            case "!str", "!ruby/string" -> string(value);
            case "!binary" -> binary(value);
            case "!float" -> number(value);
            case "!ruby/sym", "!ruby/symbol" -> symbol(value);
            default -> foreign(YamlTags.foreign(tag));
        };
    }

    /** What Ruby makes of a scalar that neither quotes nor a tag tell. */
    Object plain(String value) throws UnreadableMessageException {
        Object meant = RubyScalar.resolve(value, text.isSyck());
        if (meant instanceof String) {
            return string(value);
        }
        if (meant instanceof Symbol symbol) {
            return symbol(symbol.name());
        }
        budget.spend(1);
        budget.spendOnLength(meant);
        return meant;
    }

    private WireString string(String value) throws UnreadableMessageException {
        WireString string = text.string(value);
        budget.spendOnText(string.length());
        return string;
    }

    private Symbol symbol(String name) throws UnreadableMessageException {
        return new Symbol(string(name).name());
    }

    private ForeignObject foreign(ForeignObject object) throws UnreadableMessageException {
        budget.spend(1);
        return object;
    }

    private Object number(String value) throws UnreadableMessageException {
        budget.spend(1);
        Object meant = RubyScalar.resolve(value, false);
        budget.spendOnLength(meant);
        return RubyScalar.toFloat(value, meant);
    }

    /** Ruby passes over what is no base64; here it is refused, lest a file go wrong in silence. */
    private WireString binary(String value) throws UnreadableMessageException {
        byte[] digits = new byte[value.length()];
        int length = 0;
        for (int i = 0; i < digits.length; i++) {
            char c = value.charAt(i);
            if (c > ' ' || " \t\r\n".indexOf(c) < 0) {
                digits[length++] = (byte) (c < 0x80 ? c : '@'); // which is no base64 either
            }
        }
        try {
            WireString string =
                    new WireString(Base64.getDecoder().decode(Arrays.copyOf(digits, length)));
            budget.spendOnText(string.length());
            return string;
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessageException("its !binary is no base64", e);
        }
    }
}
