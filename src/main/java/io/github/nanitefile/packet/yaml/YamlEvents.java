package io.github.nanitefile.packet.yaml;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import io.github.nanitefile.packet.UnreadableMessageException;
import java.io.StringReader;
import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * The pieces of a message one by one, as a library parses them: it looks ahead by a thousand
 * characters at the most, so who stops at some depth is safe from what lies deeper.
 */
final class YamlEvents {

    private final Iterator<Event> events;

    YamlEvents(String message) {
        LoadSettings settings =
                LoadSettings.builder()
                        // Else long scalars take time out of proportion, copied at every refill.
                        .setBufferSize(message.length() + 1)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .setUseMarks(false)
                        .build();
        events = new Parse(settings).parseReader(new StringReader(message)).iterator();
    }

    /**
     * The next piece.
     *
     * @throws UnreadableMessageException if it is no YAML from here on
     */
    Event next() throws UnreadableMessageException {
        try {
            return events.next();
        } catch (MarkedYamlEngineException e) {
            throw broken(e.getProblem(), e);
        } catch (RuntimeException e) { // the library has several, some of them Java's own
            throw broken(e.getMessage(), e);
        }
    }

    private static UnreadableMessageException broken(String what, RuntimeException cause) {
        return new UnreadableMessageException("its YAML is broken: " + quote(what), cause);
    }
}
