package dev.graft.evaluate;

/** The figures that a training can watch, and an evaluation be asked for. */
public final class Metrics {
  private Metrics() {}

  /**
   * Counts what is predicted right.
   *
   * @return share of images, 0…1
   */
  public static Metric accuracy() {
    return new Accuracy();
  }

  /**
   * Averages the recall of the classes, so that a rare one counts as much as a frequent one
   * (scikit-learn's {@code balanced_accuracy_score}).
   *
   * @return mean over the classes that have images, 0…1
   */
  public static Metric balancedAccuracy() {
    return new BalancedAccuracy();
  }

  /**
   * Averages the F1 of the classes, as {@link Evaluation#macroF1}.
   *
   * @return mean over the classes that have images or are predicted, 0…1
   */
  public static Metric macroF1() {
    return new MacroF1();
  }

  /**
   * Counts the images whose class is among the most probable.
   *
   * @param k how many, at least 1
   * @return share of images, 0…1
   */
  public static Metric topK(int k) {
    return new TopK(k);
  }
}
