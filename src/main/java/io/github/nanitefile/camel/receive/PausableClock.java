package io.github.nanitefile.camel.receive;

/**
 * The time that counts for transfers: it stands still while no packet can come, so that neither an
 * outage of the broker nor a suspended route makes transfers idle. Stands still at first. Owned by
 * the receiver's thread.
 */
final class PausableClock {

    private boolean paused = true;
    private long since = System.nanoTime();
    private long stoodStill;

    /** As {@link System#nanoTime}, less the time that the clock stood still. */
    long now() {
        return (paused ? since : System.nanoTime()) - stoodStill;
    }

    void pause() {
        if (!paused) {
            paused = true;
            since = System.nanoTime();
        }
    }

    void go() {
        if (paused) {
            paused = false;
            stoodStill += System.nanoTime() - since;
        }
    }
}
