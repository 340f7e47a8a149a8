/**
 * What a model is worth: loss, accuracy, confusion, and the report by class, how sure these are,
 * and whether two differ; and what a frozen network makes of images: {@link
 * dev.graft.evaluate.Features}, with their two-dimensional {@link dev.graft.evaluate.Plane}.
 * Several evaluations become one by {@link dev.graft.evaluate.Ensemble} or {@link
 * dev.graft.evaluate.Stacking}; {@link dev.graft.evaluate.Calibration} makes a model as sure as it
 * is right.
 *
 * <p>It sees numbers only: no engine, no image, no figure.
 */
package dev.graft.evaluate;
