/**
 * Images and what is done to them before a network sees them: folders of classes, samples, splits,
 * augmentation, and the ordered stream of decoded batches.
 *
 * <p>Augmentation is a pure function of (seed, image, view) and never reaches evaluation: an {@code
 * ImageSet} is what {@code evaluate} takes, a {@code TrainingSet} is what {@code augment} returns.
 */
package dev.graft.data;
