package io.github.nanitefile.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A manifest of Kubernetes's: which volumes it has, and which of them it mounts. */
record Manifest(List<String> volumes, List<String> mounts) {

    static boolean isOne(Snippet snippet) {
        return snippet.language().equals("yaml") && snippet.text().contains("apiVersion:");
    }

    /** All of its documents. */
    static Manifest of(Snippet snippet) {
        Manifest found = new Manifest(new ArrayList<>(), new ArrayList<>());
        new Load(LoadSettings.builder().build())
                .loadAllFromString(snippet.text())
                .forEach(document -> found.look(document, ""));
        return found;
    }

    private void look(Object node, String under) {
        if (node instanceof List<?> list) {
            list.forEach(one -> look(one, under));
        } else if (node instanceof Map<?, ?> map) {
            name(map, under);
            map.forEach((key, value) -> look(value, key.toString()));
        }
    }

    private void name(Map<?, ?> map, String under) {
        switch (under) {
            case "volumes" -> volumes.add(map.get("name").toString());
            case "volumeMounts" -> mounts.add(map.get("name").toString());
            case "volumeClaimTemplates" ->
                    volumes.add(((Map<?, ?>) map.get("metadata")).get("name").toString());
            default -> {}
        }
    }
}
