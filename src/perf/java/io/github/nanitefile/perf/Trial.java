package io.github.nanitefile.perf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All contenders of a case on one type of queue, in turn, round after round. */
final class Trial implements AutoCloseable {

    /** By then Java has compiled what matters; with small files that takes several turns. */
    private static final int WARM_UP_SECONDS = 30;

    private final Scene scene;
    private final List<Standing> standings = new ArrayList<>();

    /**
     * @param names those of the contenders to take, with commas between them, or {@code all}
     */
    Trial(Scene scene, String names) {
        this.scene = scene;
        List<String> wanted = List.of(names.split(",", -1));
        contenders(scene).stream()
                .filter(one -> names.equals("all") || wanted.contains(one.name()))
                .forEach(contender -> standings.add(new Standing(contender)));
    }

    private static List<Contender> contenders(Scene scene) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new PerfTestContender(scene));
        contenders.add(new CamelContender(scene, new NanitefileWay(scene)));
        PerfCase perfCase = scene.perfCase();
        if (perfCase.senders() == 1 && perfCase.groups() == 1) {
            contenders.add(new CamelContender(scene, new WholeMessageWay(scene)));
            if (scene.queueType().equals("classic")) { // it has no queue: once will do
                contenders.add(new CamelContender(scene, new SftpWay()));
            }
        }
        return contenders;
    }

    Scene scene() {
        return scene;
    }

    List<Standing> standings() {
        return standings;
    }

    /** Lets each get warm, and then play so many rounds, each begun by another. */
    void play(int rounds) throws InterruptedException {
        for (Standing standing : standings) {
            attempt(
                    standing,
                    () -> {
                        standing.contender().start();
                        warmUp(standing.contender());
                    });
        }
        List<Standing> turns = new ArrayList<>(standings);
        for (int round = 1; round <= rounds; round++) {
            for (Standing standing : turns) {
                attempt(
                        standing,
                        () -> {
                            Calm.await(scene.broker());
                            standing.add(standing.contender().measure());
                        });
            }
            Collections.rotate(turns, -1);
        }
    }

    private static void warmUp(Contender contender) throws IOException, InterruptedException {
        double seconds = 0;
        while (seconds < WARM_UP_SECONDS) {
            seconds += contender.measure().seconds();
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** One that cannot goes out, and its processes with it, so that the others have their peace. */
    private static void attempt(Standing standing, Step step) throws InterruptedException {
        if (standing.isOut()) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            standing.fail(e);
            close(standing);
        }
    }

    private static void close(Standing standing) {
        try {
            standing.contender().close();
        } catch (IOException | RuntimeException e) {
            System.out.println("perf: " + standing.contender().name() + " does not close: " + e);
        }
    }

    @Override
    public void close() {
        standings.stream().filter(standing -> !standing.isOut()).forEach(Trial::close);
    }
}
