package io.github.nanitefile.camel.management;

/** Whether something can do its work now. */
@FunctionalInterface
public interface Readiness {

    /**
     * Why it cannot, as a sentence that says what to do; null if it can. Any thread; may look at
     * the disk.
     */
    String trouble();
}
