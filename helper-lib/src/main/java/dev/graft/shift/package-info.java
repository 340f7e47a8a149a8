/**
 * A world that has changed: how far new inputs lie from those that a model knows ({@link
 * dev.graft.shift.Shift}), and how its head follows them without one label of theirs ({@link
 * dev.graft.shift.Adaptation}).
 *
 * <p>It sees features and logits only: no engine, no image, no figure.
 */
package dev.graft.shift;
