package dev.graft.shift;

import dev.graft.evaluate.Interval;
import dev.graft.evaluate.Wilson;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far new inputs lie from known ones in the eyes of a model, and what that may cost: measured
 * without a label of the new ones.
 *
 * @param known how many known inputs there were
 * @param photos how many new ones
 * @param apart the share that a linear classifier of their features, asked about inputs held out,
 *     sorts into known and new rightly, with its 95 % interval: 0.5 where they are of one kind, 1
 *     where nothing is as before
 * @param accuracy of the model on the known ones, 0…1
 * @param estimate of its accuracy on the new ones, 0…1: the share that is surer than a threshold
 *     above which, of the known ones, as many lie as are right (Garg et al. 2022, "Leveraging
 *     unlabeled data to predict out-of-distribution performance"). Under a large shift models are
 *     sure of what is wrong, and the estimate is too high.
 */
public record Shift(int known, int photos, Interval apart, double accuracy, double estimate) {
  /** Told apart more often than this, inputs are of another kind. */
  static final double NOTABLE = 0.65;

  private static final int FEWEST = 10;

  /**
   * Measures features and answers.
   *
   * @param known features of known inputs that the model did not learn from (N, width)
   * @param sure the probability of the answer to each of them (N), 0…1
   * @param right whether that answer is right (N)
   * @param now features of new inputs (M, width)
   * @param nowSure the probability of the answer to each of those (M)
   * @return the measure; the same inputs give the same one
   * @throws IllegalArgumentException when there are fewer than ten of either
   */
  static Shift of(
      float[][] known, double[] sure, boolean[] right, float[][] now, double[] nowSure) {
    if (known.length < FEWEST || now.length < FEWEST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d known and %d new inputs; a shift needs at least %d of each to be seen",
              known.length,
              now.length,
              FEWEST));
    }
    int[] apart = TellingApart.of(known, now);
    int hits = 0;
    for (boolean is : right) {
      hits += is ? 1 : 0;
    }
    double threshold = threshold(sure, hits);
    double above = Arrays.stream(nowSure).filter(p -> p >= threshold).count();
    return new Shift(
        known.length,
        now.length,
        Wilson.share(apart[0], apart[1]),
        (double) hits / right.length,
        above / now.length);
  }

  /** As many lie at or above it as are right. */
  private static double threshold(double[] sure, int hits) {
    double[] rising = sure.clone();
    Arrays.sort(rising);
    return hits == 0 ? Double.POSITIVE_INFINITY : rising[rising.length - hits];
  }

  /**
   * Tells whether the new inputs are of another kind: told apart in more than 0.65 of cases, and
   * not by chance.
   *
   * @return whether there is a shift
   */
  public boolean found() {
    return toldApart(NOTABLE);
  }

  /** More often than that share, and not by chance. */
  boolean toldApart(double share) {
    return apart.value() > share && apart.low() > 0.5;
  }

  /**
   * Computes the proxy of the A-distance (Ben-David et al. 2007).
   *
   * @return {@code 2 (1 − 2 e)} with {@code e} the share sorted wrongly, 0…2; 0 where they are of
   *     one kind
   */
  public double distance() {
    return Math.max(0, 2 * (2 * apart.value() - 1));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d new and %d known inputs are told apart in %s of cases%naccuracy %.3f on known ones,"
            + " estimated %.3f on new ones",
        found() ? "another kind" : "no shift found",
        photos,
        known,
        apart,
        accuracy,
        estimate);
  }
}
