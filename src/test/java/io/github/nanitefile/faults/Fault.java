package io.github.nanitefile.faults;

import java.util.Optional;
import java.util.Random;

/**
 * One thing that goes wrong. It strikes a {@link Stage} in the middle of a {@link Load}, and makes
 * good again what an operator would: what died is started, what was full is emptied.
 */
interface Fault {

    /** In a word, for {@code -Dnanitefile.faults.only}. */
    String name();

    /** In a line, for people. */
    String title();

    /** In which configuration, beside the defaults. */
    default String configuration() {
        return "defaults";
    }

    /** What it needs. */
    default Setup setup() {
        return new Setup();
    }

    /** Why this machine cannot have it, if so. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /** Makes the stage ready for it, before any process is there. */
    default void prepare(Stage stage) throws Exception {}

    /** Makes the stage ready for a round, before anything is sent. */
    default void beforeRound(Stage stage) throws Exception {}

    /** Takes back what {@link #prepare} did. */
    default void leave() throws Exception {}

    /** Which losses are allowed. */
    default Promise promise() {
        return Promise.EVERY_FILE;
    }

    /** Strikes once, at a moment of the generator's choice, and returns when all is good again. */
    void strike(Stage stage, Load load, Random random) throws Exception;
}
