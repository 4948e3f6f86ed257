package io.github.nanitefile.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page: {@code ```LANGUAGE} in Markdown, {@code [source,LANGUAGE]} in AsciiDoc.
 * A comment {@code loaded, not started: WHY} on the line before says of one that names what only
 * its reader has, such as a broker.
 *
 * @param page the file
 * @param line where its text begins, from 1
 * @param language in small letters
 * @param text without the fences, as far to the left as it goes
 * @param starts whether it can be started, not only loaded
 */
record Snippet(Path page, int line, String language, String text, boolean starts) {

    private static final Pattern MARKDOWN = Pattern.compile("(\\s*)```(\\w+)\\s*");
    private static final Pattern ASCIIDOC = Pattern.compile("()\\[source,\\s*(\\w+)[^]]*]\\s*");
    private static final String NOT_STARTED = "loaded, not started: ";

    /** All snippets of a page that say their language, in their order. */
    static List<Snippet> of(Path page) {
        try {
            return of(page, Files.readAllLines(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Snippet> of(Path page, List<String> lines) {
        boolean asciiDoc = page.toString().endsWith(".adoc");
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher opening = (asciiDoc ? ASCIIDOC : MARKDOWN).matcher(lines.get(i));
            if (opening.matches()) {
                boolean starts = i == 0 || !lines.get(i - 1).contains(NOT_STARTED);
                int begin = asciiDoc ? i + 2 : i + 1;
                int end = closing(page, lines, begin, asciiDoc ? "----" : "```");
                String text = String.join("\n", lines.subList(begin, end)).stripIndent();
                String language = opening.group(2).toLowerCase(Locale.ROOT);
                snippets.add(new Snippet(page, begin + 1, language, text + "\n", starts));
                i = end;
            }
        }
        return snippets;
    }

    private static int closing(Path page, List<String> lines, int begin, String fence) {
        for (int i = begin; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(fence)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                page + ", line " + begin + ": the block has no end; close it with " + fence);
    }

    @Override
    public String toString() {
        return page + ":" + line + " (" + language + ")";
    }
}
