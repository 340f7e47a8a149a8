package dev.graft.data;

import java.util.List;

/** What is learned from, epoch after epoch: photos or texts, varied or as they are. */
public sealed interface Epochs permits TrainingSet, TrainingTexts, TextSet, FeatureSet {
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

  /**
   * Two parts of what is learned from: one to go on learning from, seen as the whole was, and one
   * to judge by.
   *
   * @param training to learn from
   * @param validation as an evaluation sees it
   */
  record Halves(Epochs training, Dataset validation) {}

  /**
   * Sets a part aside at random, each class in the same share.
   *
   * @param share to learn from, above 0 and below 1
   * @param seed decides which input goes where
   * @return both parts
   * @throws IllegalArgumentException if a class has too few
   */
  Halves halved(double share, long seed);

  /**
   * Divides the inputs into folds at random, each of which is the one to judge by once.
   *
   * @param k folds, at least 2
   * @param seed decides which input goes where
   * @return k pairs
   * @throws IllegalArgumentException if a class has fewer than k
   */
  List<Halves> folded(int k, long seed);

  /**
   * Says how the inputs vary, so that equal texts are equal variations.
   *
   * @return empty where nothing does
   */
  String variation();

  /**
   * Tells how many different views an input has.
   *
   * @return 1 where nothing varies, {@code Integer.MAX_VALUE} if every epoch has its own
   */
  int views();

  /**
   * Gives the seed of the views.
   *
   * @return the seed; 0 where nothing varies
   */
  long seed();
}
