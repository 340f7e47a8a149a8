package dev.graft.evaluate;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether one model is better than another on the same images, or was only luckier: the exact test
 * of McNemar (1947, "Note on the sampling error of the difference between correlated proportions or
 * percentages"). Images on which both are right or both are wrong say nothing; were the models
 * equally good, each of the others would fall to either like a coin.
 *
 * <pre>{@code
 * compare(before, after)
 * // right alone: the first on 4, the second on 15 of 153 images; accuracy 0.85 → 0.92;
 * // p = 0.0192: a difference
 * }</pre>
 *
 * @param images how many both were evaluated on
 * @param first accuracy of the first, 0…1
 * @param second accuracy of the second, 0…1
 * @param firstAlone images that the first alone is right about
 * @param secondAlone images that the second alone is right about
 * @param p how likely equally good models are at least as far apart, 0…1
 */
public record Comparison(
    int images, double first, double second, int firstAlone, int secondAlone, double p) {
  /** Above it, a difference may well be chance. */
  private static final double LEVEL = 0.05;

  /**
   * Compares two evaluations.
   *
   * @param first of one model
   * @param second of another, or of the same one at another time, on the same images
   * @return who is right where the other is wrong
   * @throws IllegalArgumentException if they are of different images or classes
   */
  public static Comparison of(Evaluation first, Evaluation second) {
    SameImages.check(List.of(first, second), "result");
    int[] labels = first.labels();
    int one = 0;
    int other = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean right = first.decided(i) == labels[i];
      if (right != (second.decided(i) == labels[i])) {
        one += right ? 1 : 0;
        other += right ? 0 : 1;
      }
    }
    return new Comparison(
        labels.length, first.accuracy(), second.accuracy(), one, other, p(one, other));
  }

  private static double p(int one, int other) {
    var coin = new BinomialDistribution(one + other, 0.5);
    return Math.min(1, 2 * coin.cumulativeProbability(Math.min(one, other)));
  }

  /**
   * Decides at the usual level.
   *
   * @return whether p is below 0.05, so that chance alone hardly explains the difference
   */
  public boolean different() {
    return p < LEVEL;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "right alone: the first on %d, the second on %d of %d images; accuracy %.4f → %.4f; p ="
            + " %.3g: %s",
        firstAlone,
        secondAlone,
        images,
        first,
        second,
        p,
        different() ? "a difference" : "no difference that these images can show");
  }
}
