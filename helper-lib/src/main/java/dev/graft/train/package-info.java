/**
 * The part that learns: a graph as a DJL block, the fit loop, optimizers and the history it leaves.
 *
 * <p>The only room that sees DJL's training API.
 */
package dev.graft.train;
