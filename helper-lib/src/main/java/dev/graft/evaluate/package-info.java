/**
 * What a model is worth: loss, accuracy, confusion, and the report by class; and what a frozen
 * network makes of images: {@link dev.graft.evaluate.Features}, with their two-dimensional {@link
 * dev.graft.evaluate.Plane}.
 *
 * <p>It sees numbers only: no engine, no image, no figure.
 */
package dev.graft.evaluate;
