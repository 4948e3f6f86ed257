package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.Random;

/**
 * Another fault, where the sender waits for the receipts of both groups and receivers place files
 * in a directory themselves. No file is lost then, not even where one was without receipts: its
 * sender learns it, or fails, and {@code file:} sends it again.
 */
final class WithReceipts implements Fault {

    /** Receivers may be away for a while, and then have all of the small files to go through. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Fault fault;

    WithReceipts(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return fault.name() + "-receipts";
    }

    @Override
    public String title() {
        return fault.title();
    }

    @Override
    public String configuration() {
        return "`receipts=2`, `directory`";
    }

    @Override
    public Setup setup() {
        Setup setup = fault.setup();
        return setup.sender("receipts=" + setup.groups().size())
                .directory()
                .abandonedAfter(PATIENCE);
    }

    @Override
    public void prepare(Stage stage) throws Exception {
        fault.prepare(stage);
    }

    @Override
    public void beforeRound(Stage stage) throws Exception {
        fault.beforeRound(stage);
    }

    @Override
    public void leave() throws Exception {
        fault.leave();
    }

    @Override
    public void strike(Stage stage, Load load, Random random) throws Exception {
        fault.strike(stage, load, random);
    }
}
