package dev.graft.evaluate;

/**
 * A figure of how well a classifier does: watched in training, or read from an evaluation.
 *
 * <pre>{@code
 * fineTune(model, train, validation, FineTune.epochs(5).watch(Metrics.balancedAccuracy()));
 * evaluate(model, test).figure(Metrics.topK(3))
 * }</pre>
 *
 * <p>{@link Metrics} has some. One of your own implements this: what it has counted must fit into
 * {@link Counts#state}, so that a run that is killed within an epoch goes on with the same figure.
 */
public interface Metric {
  /**
   * Names the figure, as in histories and figures.
   *
   * @return words, {@code balanced accuracy}
   */
  String name();

  /**
   * Begins to count.
   *
   * @param classes how many, at least 2
   * @return counts of no image
   */
  Counts start(int classes);

  /** What a metric knows of the images so far. */
  interface Counts {
    /**
     * Adds an image.
     *
     * @param logits one a class; they stay as they are
     * @param label the true class, 0…C−1
     */
    void add(float[] logits, int label);

    /**
     * Reads the figure.
     *
     * @return of all images added; no number where there are none
     */
    double value();

    /**
     * Reads all that was counted.
     *
     * @return always as many numbers
     */
    double[] state();

    /**
     * Goes on from what another counted.
     *
     * @param state that {@link #state} gave, of the same length
     */
    void restore(double[] state);
  }
}
