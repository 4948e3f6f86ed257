package io.github.nanitefile.faults;

import java.util.List;
import java.util.Random;

/** Kill -9 of the member that receives, while a stand-by shares its spool. */
final class StandBy implements Fault {

    @Override
    public String name() {
        return "stand-by";
    }

    @Override
    public String title() {
        return "kill -9 of the active one of two members, with a spilled transfer";
    }

    @Override
    public String configuration() {
        return "two members, one `spoolDirectory`";
    }

    @Override
    public Setup setup() {
        return new Setup().members("b", "c");
    }

    /** The victim of the round before is the stand-by of this one. */
    @Override
    public void beforeRound(Stage stage) throws Exception {
        stage.startMissingReceivers();
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.spilled(stage, load);
        Moment.between(0, 0.9, stage, load, random);
        stage.killReceiver(active(stage, load));
    }

    /** Which of them says that it receives the large file. */
    private static String active(Stage stage, Load load) {
        List<String> members = stage.setup().members();
        return members.stream()
                .filter(m -> stage.receiver(m).output().contains("Receiving '" + load.large()))
                .findFirst()
                .orElse(members.get(0));
    }
}
