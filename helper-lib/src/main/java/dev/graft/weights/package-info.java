/**
 * Weights and where they come from: the state dict, one file a format, and the store that finds,
 * downloads, verifies and caches weight files.
 *
 * <p>Nothing in a weight file is ever executed, and every tensor's name, shape and dtype is
 * checked.
 */
package dev.graft.weights;
