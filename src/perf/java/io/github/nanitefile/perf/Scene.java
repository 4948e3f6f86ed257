package io.github.nanitefile.perf;

import io.github.nanitefile.testing.RabbitNode;
import java.nio.file.Path;

/**
 * Where contenders meet.
 *
 * @param queueType classic or quorum
 * @param folder for all that they write
 * @param heap of our JVMs, as {@code -Xmx} takes it
 */
record Scene(PerfCase perfCase, String queueType, RabbitNode broker, Path folder, String heap) {}
