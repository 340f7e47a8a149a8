package dev.graft.shift;

import dev.graft.evaluate.Features;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the head that follows a shift. */
final class Following {
  /** By the spread of features, as {@link TellingApart} has its own. */
  private static final double STRENGTH = 16;

  /** Of the mean deviation: features that hardly vary are not stretched without bound. */
  private static final double FLOOR = 0.1;

  /** Share of known inputs that labels by centroids may lose beside a solved head. */
  private static final double MOST_LOST = 0.1;

  private Following() {}

  static Linear mean(Linear head, float[][] known, float[][] photos) {
    double[] ones = new double[known[0].length];
    Arrays.fill(ones, 1);
    return seen(head, Moments.of(known), Moments.of(photos), ones);
  }

  static Linear statistics(Linear head, float[][] known, float[][] photos) {
    Moments from = Moments.of(photos);
    Moments to = Moments.of(known);
    double floor = FLOOR * to.meanDeviation();
    double[] factors = new double[known[0].length];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = (to.deviations()[k] + floor) / (from.deviations()[k] + floor);
    }
    return seen(head, to, from, factors);
  }

  /** The head on {@code (x − from) f + to}, as a head on {@code x}. */
  private static Linear seen(Linear head, Moments to, Moments from, double... factors) {
    float[][] weights = new float[head.classes()][factors.length];
    float[] biases = new float[head.classes()];
    for (int c = 0; c < weights.length; c++) {
      double bias = head.biases()[c];
      for (int k = 0; k < factors.length; k++) {
        double weight = head.weights()[c][k];
        weights[c][k] = (float) (weight * factors[k]);
        bias += weight * (to.means()[k] - factors[k] * from.means()[k]);
      }
      biases[c] = (float) bias;
    }
    return new Linear(weights, biases);
  }

  /**
   * Whether labels by centroids can be trusted: half of the known inputs are labelled as new ones
   * are, from the other half, and hardly lose beside a head that is solved on that. Where classes
   * overlap they do, and labels drift away.
   */
  static boolean clusters(Features known) {
    int half = known.size() / 2;
    Features one = every(known, 0, half);
    Features other = every(known, 1, half);
    double strength = STRENGTH / Moments.of(one.values()).spread();
    LinearClassifier solved = LinearProbe.logistic().strengths(strength).solve(one);
    var head = new Linear(solved.weights(), solved.biases());
    float[][] rows = other.values();
    double[][] first = Arrays.stream(rows).map(head::probabilities).toArray(double[][]::new);
    double[][] means = Centroids.means(one.values(), one.labels(), head.classes());
    int[] given = new Centroids(means, rows).labels(first);
    int[] labels = other.labels();
    int lost = 0;
    for (int i = 0; i < half; i++) {
      lost += head.answer(rows[i]) == labels[i] ? 1 : 0;
      lost -= given[i] == labels[i] ? 1 : 0;
    }
    return lost <= MOST_LOST * half;
  }

  /** Every second one, which mixes whatever order they have. */
  private static Features every(Features all, int from, int count) {
    int[] labels = all.labels();
    float[][] rows = all.values();
    int[] of = IntStream.range(0, count).map(i -> 2 * i + from).toArray();
    return new Features(
        all.classes(),
        Collections.nCopies(count, ""),
        IntStream.of(of).map(i -> labels[i]).toArray(),
        IntStream.of(of).mapToObj(i -> rows[i]).toArray(float[][]::new));
  }

  static Linear selfTrained(Linear head, Features known, float[][] photos) {
    int classes = head.classes();
    float[][] rows = known.values();
    double[][] means = Centroids.means(rows, known.labels(), classes);
    double[][] first = Arrays.stream(photos).map(head::probabilities).toArray(double[][]::new);
    int[] labels = new Centroids(means, photos).labels(first);
    LinearClassifier solved = solve(known, moved(rows, photos), photos, labels);
    return new Linear(solved.weights(), solved.biases());
  }

  /** Known features where new ones lie in the mean. */
  private static float[][] moved(float[][] known, float[][] photos) {
    double[] from = Moments.of(known).means();
    double[] to = Moments.of(photos).means();
    float[][] moved = new float[known.length][from.length];
    for (int i = 0; i < known.length; i++) {
      for (int k = 0; k < from.length; k++) {
        moved[i][k] = (float) (known[i][k] - from[k] + to[k]);
      }
    }
    return moved;
  }

  private static LinearClassifier solve(
      Features known, float[][] moved, float[][] photos, int... labels) {
    int count = moved.length;
    float[][] rows = Arrays.copyOf(moved, count + photos.length);
    System.arraycopy(photos, 0, rows, count, photos.length);
    int[] both = Arrays.copyOf(known.labels(), rows.length);
    System.arraycopy(labels, 0, both, count, labels.length);
    List<String> ids = Collections.nCopies(rows.length, "");
    double strength = STRENGTH / Moments.of(photos).spread();
    return LinearProbe.logistic()
        .strengths(strength)
        .solve(new Features(known.classes(), ids, both, rows));
  }
}
