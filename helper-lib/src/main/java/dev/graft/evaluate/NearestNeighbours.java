package dev.graft.evaluate;

import dev.graft.graph.NearestRows;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A classifier that learns nothing: the nearest of the images that it keeps vote, by the cosine of
 * their features and the weight that {@link NearestRows} gives each. An image's logit of a class is
 * the class's share of the votes, times the scale under which the images, each left out of its own
 * neighbours, are most probable, and one more that is wrong.
 *
 * <pre>{@code
 * solve(model, data.train(), NearestNeighbours.of(10))
 * }</pre>
 *
 * @param nearest how many vote, at least 1
 */
public record NearestNeighbours(int nearest) {
  private static final int STEPS = 60;
  private static final double HIGHEST = 40;

  /** Checks the count. */
  public NearestNeighbours {
    if (nearest < 1) {
      throw new IllegalArgumentException("nearest is " + nearest + ", must be at least 1");
    }
  }

  /**
   * Lets so many vote.
   *
   * @param nearest at least 1
   * @return the classifier
   */
  public static NearestNeighbours of(int nearest) {
    return new NearestNeighbours(nearest);
  }

  /**
   * What was made of features.
   *
   * @param rows features of length 1 (N, width)
   * @param scale of the shares of votes
   * @param leftOut what each image is taken for by the others
   */
  public record Solved(float[][] rows, double scale, Evaluation leftOut) {}

  /**
   * Keeps features and finds the scale.
   *
   * @param features of images and their classes, more than vote
   * @return what a head needs
   * @throws IllegalArgumentException when there are too few, a feature is not finite, or all of a
   *     row are 0
   */
  public Solved solve(Features features) {
    int n = features.size();
    if (n <= nearest) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d images, must be more than the %d that vote", n, nearest));
    }
    float[][] rows = features.values();
    for (int i = 0; i < n; i++) {
      scale(rows[i], features.ids().get(i));
    }
    int[] labels = features.labels();
    int classes = features.classes().size();
    double[][] shares =
        IntStream.range(0, n)
            .parallel()
            .mapToObj(i -> shares(i, rows, labels, classes))
            .toArray(double[][]::new);
    double scale = scale(shares, labels);
    float[][] logits = new float[n][classes];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < classes; c++) {
        logits[i][c] = (float) (scale * shares[i][c]);
      }
    }
    return new Solved(
        rows, scale, Evaluation.of(features.classes(), features.ids(), labels, logits));
  }

  private static void scale(float[] row, String id) {
    double length = Math.sqrt(dot(row, row));
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "features of \"" + id + "\" have length " + length + ", must be above 0 and finite");
    }
    for (int k = 0; k < row.length; k++) {
      row[k] = (float) (row[k] / length);
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  /** Votes of the others for each class. */
  private double[] shares(int asked, float[][] rows, int[] labels, int classes) {
    double[] near = new double[rows.length];
    for (int i = 0; i < near.length; i++) {
      near[i] = i == asked ? Double.NEGATIVE_INFINITY : dot(rows[asked], rows[i]);
    }
    double[] rising = near.clone();
    Arrays.sort(rising);
    double least = rising[rising.length - nearest];
    double most = rising[rising.length - 1];
    double[] shares = new double[classes];
    double all = 0;
    for (int i = 0; i < near.length; i++) {
      if (near[i] >= least) {
        double vote = Math.exp((near[i] - most) / NearestRows.TEMPERATURE);
        shares[labels[i]] += vote;
        all += vote;
      }
    }
    for (int c = 0; c < classes; c++) {
      shares[c] /= all;
    }
    return shares;
  }

  /** Golden section of the loss, which is convex in the scale. */
  private static double scale(double[][] shares, int[] labels) {
    double low = 0;
    double high = HIGHEST;
    double ratio = (Math.sqrt(5) - 1) / 2;
    for (int step = 0; step < STEPS; step++) {
      double left = high - ratio * (high - low);
      double right = low + ratio * (high - low);
      if (loss(shares, labels, left) <= loss(shares, labels, right)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  private static double loss(double[][] shares, int[] labels, double scale) {
    double loss = Math.log(Math.exp(scale) + shares[0].length - 1); // one that all vote against
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (double share : shares[i]) {
        sum += Math.exp(scale * share);
      }
      loss += Math.log(sum) - scale * shares[i][labels[i]];
    }
    return loss;
  }
}
