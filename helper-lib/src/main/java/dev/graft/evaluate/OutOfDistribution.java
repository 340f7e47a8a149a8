package dev.graft.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Tells inputs of a kind that a model knows from those of another kind: by how far the features of
 * one lie from their k-th nearest neighbour among those it learned from, all features scaled to
 * length 1 (Sun et al. 2022, "Out-of-Distribution Detection with Deep Nearest Neighbors", section
 * 3). No input of another kind is needed to make it. Immutable; arrays are copied on their way in
 * and out.
 *
 * @param rows features of what the model learned from, each of length 1 (N, width), as many as
 *     {@link #most} says
 * @param neighbours k, 1…N
 * @param promised share of inputs of the known kind that shall be taken for known
 * @param threshold distance up to which a kind is known, 0…2
 * @param heldOut how many inputs the threshold was made from
 */
public record OutOfDistribution(
    float[][] rows, int neighbours, double promised, double threshold, int heldOut) {
  private static final int MOST_ROWS = 10_000;

  /** 64 MiB. */
  private static final int MOST_VALUES = 1 << 24;

  /** Two features of length 1 lie no farther apart. */
  private static final double FARTHEST = 2;

  private static final int NEIGHBOURS = 5;

  private static final int TOGETHER = 64;

  /** How far the squared length of a row may be from 1. */
  private static final double ROUNDED = 1e-3;

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when a row is not of length 1, or a number is out of its range
   */
  public OutOfDistribution {
    rows = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    int most = rows.length == 0 ? MOST_ROWS : most(rows[0].length);
    if (rows.length == 0 || rows.length > most) {
      throw refused("rows is %d, must be 1 to %d", rows.length, most);
    }
    for (float[] row : rows) {
      double length = Math.sqrt(dot(row, row));
      if (row.length != rows[0].length || !(length == 0 || Math.abs(length - 1) < ROUNDED)) {
        throw refused(
            "a row of %d features has length %s, must be 1, of %d features",
            row.length, length, rows[0].length);
      }
    }
    if (neighbours < 1 || neighbours > rows.length) {
      throw refused("neighbours is %d, must be 1 to %d", neighbours, rows.length);
    }
    if (!(promised > 0 && promised < 1)) {
      throw refused("promised is %s, must be above 0 and below 1", promised);
    }
    if (!(threshold >= 0 && threshold <= FARTHEST)) {
      throw refused("threshold is %s, must be 0 to 2", threshold);
    }
    if (heldOut < 1) {
      throw refused("heldOut is %d, must be at least 1", heldOut);
    }
  }

  private static IllegalArgumentException refused(String message, Object... values) {
    return new IllegalArgumentException(String.format(Locale.ROOT, message, values));
  }

  /**
   * Makes it of features; which classes they are of is not asked. The threshold is so high that as
   * many new inputs of the known kind are taken for known as was promised, on average over draws of
   * the held-out ones.
   *
   * @param known features of what the model learned from (N, width), one or more, finite
   * @param heldOut features of the same kind that it did not learn from (M, width), one or more
   * @param promised share, above 0 and below 1; where M is below {@code promised / (1 − promised)}
   *     everything is taken for known
   * @return the measure, of the 5th neighbour, or of the last where there are fewer
   * @throws IllegalArgumentException when there are none, or one is not finite
   */
  public static OutOfDistribution of(float[][] known, float[][] heldOut, double promised) {
    if (known.length == 0 || heldOut.length == 0) {
      throw refused(
          "%d features to know and %d held out, one or more of each are needed",
          known.length, heldOut.length);
    }
    int kept = Math.min(known.length, most(known[0].length));
    float[][] rows = new float[kept][];
    for (int i = 0; i < kept; i++) {
      rows[i] = unit(known[(int) ((long) i * known.length / kept)]);
    }
    var open =
        new OutOfDistribution(rows, Math.min(NEIGHBOURS, kept), promised, FARTHEST, heldOut.length);
    double[] rising = open.distances(heldOut);
    Arrays.sort(rising);
    int rank = (int) Math.ceil((rising.length + 1) * promised - 1e-9);
    double threshold = rank > rising.length ? FARTHEST : rising[rank - 1];
    return new OutOfDistribution(rows, open.neighbours, promised, threshold, heldOut.length);
  }

  /**
   * Tells how many rows are kept: 10,000, of very wide ones as many as fit into 64 MiB. Of more
   * every so-and-so-many-th is.
   *
   * @param width of a row
   * @return 1 or more
   */
  public static int most(int width) {
    return Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / Math.max(1, width)));
  }

  private static float[] unit(float... features) {
    double length = Math.sqrt(dot(features, features));
    if (!Double.isFinite(length)) {
      throw refused("a feature is not finite, its row's length is %s", length);
    }
    float[] row = new float[features.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = length == 0 ? 0 : (float) (features[k] / length);
    }
    return row;
  }

  @Override
  public float[][] rows() {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  /**
   * Counts the features of a row.
   *
   * @return the width
   */
  public int width() {
    return rows[0].length;
  }

  /**
   * Measures how strange an input is.
   *
   * @param features of one input, of any length above 0
   * @return distance to its k-th neighbour, 0…2
   * @throws IllegalArgumentException when the width is another, or a feature is not finite
   */
  public double distance(float... features) {
    if (features.length != width()) {
      throw refused("%d features, these have %d", features.length, width());
    }
    float[] row = unit(features);
    double[] nearest = new double[neighbours];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (float[] other : rows) {
      int at = neighbours - 1;
      double squared = squared(row, other, nearest[at]);
      if (squared < nearest[at]) {
        while (at > 0 && nearest[at - 1] > squared) {
          nearest[at] = nearest[at - 1];
          at--;
        }
        nearest[at] = squared;
      }
    }
    return Math.min(FARTHEST, Math.sqrt(nearest[neighbours - 1]));
  }

  /**
   * Measures several inputs, on all cores.
   *
   * @param features of each (N, width)
   * @return their distances (N)
   */
  public double[] distances(float[][] features) {
    return IntStream.range(0, features.length)
        .parallel()
        .mapToDouble(i -> distance(features[i]))
        .toArray();
  }

  /**
   * Decides by the threshold.
   *
   * @param distance of an input
   * @return whether its kind is known
   */
  public boolean known(double distance) {
    return distance <= threshold;
  }

  /**
   * In four sums, which a processor adds to side by side; what is beyond a limit is not summed to
   * its end, for hundreds of rows are asked for each input.
   */
  private static double squared(float[] a, float[] b, double limit) {
    double sum = 0;
    for (int from = 0; from < a.length && sum < limit; from += TOGETHER) {
      int to = Math.min(a.length, from + TOGETHER);
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int k = from;
      for (; k + 3 < to; k += 4) {
        double d0 = (double) a[k] - b[k];
        double d1 = (double) a[k + 1] - b[k + 1];
        double d2 = (double) a[k + 2] - b[k + 2];
        double d3 = (double) a[k + 3] - b[k + 3];
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      for (; k < to; k++) {
        double rest = (double) a[k] - b[k];
        s0 += rest * rest;
      }
      sum += s0 + s1 + s2 + s3;
    }
    return sum;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  /**
   * Joins measures and names as an {@link Evaluation} does, so that its areas and curves serve: how
   * well the distance tells the kinds apart, whatever the threshold.
   *
   * @param known distances of inputs of the known kind, none of which it was made from
   * @param foreign distances of inputs of another kind
   * @return an evaluation of the classes {@code known} and {@code foreign}; {@code
   *     areaUnderRoc("foreign")} is the usual figure (AUROC)
   */
  public Evaluation apart(double[] known, double[] foreign) {
    int n = known.length + foreign.length;
    float[][] logits = new float[n][];
    int[] labels = new int[n];
    String[] ids = new String[n];
    for (int i = 0; i < n; i++) {
      int at = i - known.length;
      labels[i] = at < 0 ? 0 : 1;
      ids[i] = at < 0 ? "known " + i : "foreign " + at;
      double distance = at < 0 ? known[i] : foreign[at];
      logits[i] = new float[] {0, (float) (distance - threshold)};
    }
    return Evaluation.of(List.of("known", "foreign"), List.of(ids), labels, logits);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "known up to a distance of %.4f to the %d. neighbour of %d (%.4g of the known kind, from %d"
            + " held out)",
        threshold,
        neighbours,
        rows.length,
        promised,
        heldOut);
  }
}
