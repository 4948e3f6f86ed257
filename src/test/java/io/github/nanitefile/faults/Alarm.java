package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.Random;

/** The broker is short of memory or disk and blocks whoever publishes, longer than idleTimeout. */
final class Alarm implements Fault {

    private final String resource;
    private final String limit;
    private final String tooMuch;
    private final String normal;

    private Alarm(String resource, String limit, String tooMuch, String normal) {
        this.resource = resource;
        this.limit = limit;
        this.tooMuch = tooMuch;
        this.normal = normal;
    }

    static Alarm ofMemory() {
        return new Alarm("memory", "set_vm_memory_high_watermark", "0.0000001", "0.4");
    }

    static Alarm ofDisk() {
        return new Alarm("disk", "set_disk_free_limit", "100000GB", "1MB");
    }

    @Override
    public String name() {
        return resource + "-alarm";
    }

    @Override
    public String title() {
        return resource + " alarm for longer than the sender's idleTimeout";
    }

    @Override
    public String configuration() {
        return "idleTimeout 6 s, alarm for 8 to 10 s";
    }

    @Override
    public Setup setup() {
        return new Setup().slowSender();
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.between(0, 0.5, stage, load, random);
        stage.broker().ctl(limit, tooMuch);
        Moment.pass(Duration.ofSeconds(8).plus(Moment.upTo(2000, random)));
        stage.broker().ctl(limit, normal);
    }
}
