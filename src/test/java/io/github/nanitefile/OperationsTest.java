package io.github.nanitefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileEvent;
import io.github.nanitefile.camel.TransferMdc;
import io.github.nanitefile.camel.management.ManagedTransfers;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.transfer.FailureKind;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/operations.md says of everything that is seen from outside what it is. */
class OperationsTest {

    private static final Pattern ID = Pattern.compile("\\[(NANITE-[0-9]{3})]$");
    private static final Pattern LOGGED =
            Pattern.compile("LOG\\.(info|warn|error)\\((?!\\s*LogLines\\.)");

    private static String page;

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Path.of("docs/operations.md"));
    }

    @Test
    void shouldListEveryLineOfTheLogOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (Field line : LogLines.class.getFields()) {
            Matcher id = ID.matcher((String) line.get(null));
            assertThat(id.find()).as(line.getName()).isTrue();
            ids.add(id.group(1));
        }
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        assertThat(ids).allSatisfy(id -> assertThat(page).containsOnlyOnce("| `" + id + "` | "));
        assertThat(page.split("\\| `NANITE-", -1)).hasSize(ids.size() + 1);
    }

    @Test
    void shouldLogNothingElse() throws Exception {
        for (Path source : FileTree.files(Path.of("src/main/java"))) {
            assertThat(Files.readString(source))
                    .as(source.toString())
                    .doesNotContainPattern(LOGGED);
        }
    }

    @Test
    void shouldListEveryAttributeAndOperation() {
        for (Method method : ManagedTransfers.class.getMethods()) {
            if (method.isAnnotationPresent(ManagedAttribute.class)) {
                assertThat(page).contains("| `" + method.getName().substring("get".length()) + "`");
            }
            if (method.isAnnotationPresent(ManagedOperation.class)) {
                assertThat(page).contains("| `" + method.getName() + "(");
            }
        }
    }

    @Test
    void shouldListEveryReason() {
        assertThat(FailureKind.values())
                .allSatisfy(kind -> assertThat(page).contains("| `" + kind.label() + "` | "));
    }

    @Test
    void shouldListEveryKindOfEvent() {
        assertThat(NaniteFileEvent.Kind.values())
                .allSatisfy(kind -> assertThat(page).contains("| `" + kind + "` | "));
    }

    @Test
    void shouldNameTheKeysOfTheMdc() {
        assertThat(page).contains("`" + TransferMdc.TOKEN + "`", "`" + TransferMdc.DOMAIN + "`");
    }
}
