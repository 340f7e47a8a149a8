/**
 * The part that learns: runs and their plans, the fit loop, optimizers, checkpoints and the history
 * that training leaves.
 */
package dev.graft.train;
