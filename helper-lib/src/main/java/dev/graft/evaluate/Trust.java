package dev.graft.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a model was calibrated to: sets of classes with a promised coverage, and the distance from
 * which on it knows an input's kind no longer.
 *
 * @param sets what makes sets of classes of its probabilities
 * @param kinds what tells other kinds by its features
 */
public record Trust(Conformal sets, OutOfDistribution kinds) {
  /** Checks that both promise the same. */
  public Trust {
    if (sets.promised() != kinds.promised()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "promised is %s by sets and %s by kinds, must be one number",
              sets.promised(),
              kinds.promised()));
    }
  }

  /**
   * Tells what both promise.
   *
   * @return a share, above 0 and below 1
   */
  public double promised() {
    return sets.promised();
  }

  /**
   * Judges predictions.
   *
   * @param predictions by the model that was calibrated
   * @param features that its classifier read of each (N, width)
   * @return the same, each with its verdict
   */
  public List<Prediction> judge(List<Prediction> predictions, float[][] features) {
    double[] distances = kinds.distances(features);
    return IntStream.range(0, distances.length)
        .mapToObj(i -> judge(predictions.get(i), distances[i]))
        .toList();
  }

  private Prediction judge(Prediction one, double distance) {
    return one.with(new Verdict(sets.answer(one), promised(), distance, kinds.threshold()));
  }

  @Override
  public String toString() {
    return sets + "; " + kinds;
  }
}
