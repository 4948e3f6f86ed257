package io.github.nanitefile.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of a page: lines of indented blocks. */
public final class Commands {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private Commands() {}

    /** The words after the name of every call of a command, quotes taken off, in their order. */
    public static List<List<String>> of(Path page, String command) throws IOException {
        try (Stream<String> lines = Files.lines(page)) {
            String begin = "    " + command + " ";
            return lines.filter(line -> line.startsWith(begin))
                    .map(line -> words(line.substring(begin.length())))
                    .toList();
        }
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }
}
