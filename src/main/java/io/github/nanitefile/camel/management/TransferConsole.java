package io.github.nanitefile.camel.management;

import io.github.nanitefile.camel.ForPeople;
import io.github.nanitefile.transfer.Transfer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/** The dev console {@code nanitefile}: producers and consumers, and their transfers under way. */
final class TransferConsole extends AbstractDevConsole {

    static final String ID = "nanitefile";

    private final Sides sides;

    TransferConsole(Sides sides) {
        super("camel", ID, "Nanite File", "File transfers under way, with their progress");
        this.sides = sides;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Side side : sorted()) {
            TransferTotals totals = side.totals();
            text.append(
                    "%s %s: %d under way, %d completed, %d failed%s, %s, %s/s, window %d %%%n"
                            .formatted(
                                    Watch.kind(side),
                                    side.name(),
                                    side.progress().size(),
                                    totals.completed(),
                                    totals.failed(),
                                    totals.failed() == 0 ? "" : " " + failures(totals),
                                    ForPeople.bytes(totals.bytes()),
                                    ForPeople.bytes(side.bytesPerSecond()),
                                    side.window().percent()));
            for (TransferProgress one : oldestFirst(side)) {
                text.append("    ").append(line(one)).append(System.lineSeparator());
            }
        }
        return text.isEmpty()
                ? "No producer or consumer of nanitefile is started" + System.lineSeparator()
                : text.toString();
    }

    private static String line(TransferProgress one) {
        Transfer transfer = one.transfer();
        return "%s '%s' %s domain '%s': %s, for %s"
                .formatted(
                        transfer.token(),
                        ForPeople.name(transfer.name()),
                        transfer.direction() == Transfer.Direction.SENDING ? "to" : "from",
                        transfer.domain(),
                        one.waiting() ? "waits for room" : share(one),
                        ForPeople.time(one.age()));
    }

    private static String share(TransferProgress one) {
        String bytes = ForPeople.bytes(one.bytes());
        return one.percent() == null
                ? bytes
                : one.percent()
                        + " %, "
                        + bytes
                        + " of "
                        + ForPeople.bytes(one.transfer().length());
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        List<JsonObject> all = new ArrayList<>();
        for (Side side : sorted()) {
            TransferTotals totals = side.totals();
            JsonObject json = new JsonObject();
            json.put("kind", Watch.kind(side));
            json.put("name", side.name());
            json.put("endpointUri", side.endpointUri());
            json.put("completed", totals.completed());
            json.put("failed", totals.failed());
            json.put("failures", failures(totals));
            json.put("bytes", totals.bytes());
            json.put("bytesPerSecond", side.bytesPerSecond());
            json.put("windowUsed", side.window().used());
            json.put("windowSize", side.window().size());
            json.put("transfers", oldestFirst(side).stream().map(TransferConsole::json).toList());
            all.add(json);
        }
        JsonObject root = new JsonObject();
        root.put("sides", all);
        return root;
    }

    private static JsonObject json(TransferProgress one) {
        Transfer transfer = one.transfer();
        JsonObject json = new JsonObject();
        json.put("token", transfer.token().value());
        json.put("direction", transfer.direction().label());
        json.put("domain", transfer.domain());
        json.put("name", transfer.name());
        json.put("bytes", one.bytes());
        json.put("length", transfer.length());
        json.put("percent", one.percent());
        json.put("waiting", one.waiting());
        json.put("seconds", one.age().toSeconds());
        return json;
    }

    private static JsonObject failures(TransferTotals totals) {
        JsonObject json = new JsonObject();
        totals.failures().forEach((kind, count) -> json.put(kind.label(), count));
        return json;
    }

    private List<Side> sorted() {
        return sides.all().stream()
                .sorted(Comparator.comparing(Watch::kind).thenComparing(Side::name))
                .toList();
    }

    private static List<TransferProgress> oldestFirst(Side side) {
        return side.progress().stream()
                .sorted(Comparator.comparing(TransferProgress::age).reversed())
                .toList();
    }
}
