package dev.graft.data;

/** What is learned from, epoch after epoch: photos or texts, varied or as they are. */
public sealed interface Epochs permits TrainingSet, TrainingTexts, TextSet {
  /**
   * Gives the inputs without what varies them.
   *
   * @return what evaluation may see
   */
  Dataset dataset();

  /**
   * Gives what one epoch learns from.
   *
   * @param epoch from 0
   * @param contract what the weights want
   * @return the inputs as that epoch sees them, indexed as {@link #dataset}
   * @throws IllegalArgumentException when the weights want inputs of another kind
   */
  Examples examples(int epoch, Contract contract);
}
