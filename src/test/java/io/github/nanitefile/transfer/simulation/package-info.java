/**
 * A world in which the transfer floor lives through every fault that can be thought of, in virtual
 * time and from one seed: see {@link io.github.nanitefile.transfer.simulation.Simulation}.
 */
package io.github.nanitefile.transfer.simulation;
