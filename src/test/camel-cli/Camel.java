import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What JBang starts as the command {@code camel}. */
final class Camel {

    private Camel() {}

    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}
