package io.github.nanitefile.perf;

/**
 * What moving everything once took of a JVM.
 *
 * @param cpuSeconds of processor
 * @param peakBytes the most memory it held, heap and all
 * @param allocated bytes of objects; not a number where that was not measured
 */
record Cost(double cpuSeconds, double peakBytes, double allocated) {}
