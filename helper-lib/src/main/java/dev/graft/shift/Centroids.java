package dev.graft.shift;

/**
 * Labels inputs by the centroid of a class whose direction is nearest, seen from the middle of the
 * centroids. A centroid is the mean of what is labelled so and of the known class's mean, moved by
 * what the kinds differ in the mean; the latter weighs as much as 60 inputs at first, then less and
 * less. It keeps classes apart that are rare among the new inputs, or missing.
 */
final class Centroids {
  /** Inputs that a known mean weighs as much as, round by round; chosen on PACS. */
  private static final double[] WEIGHTS = {60, 30, 15, 8, 4, 2, 1, 0.5};

  private static final int ROUNDS = 3;

  private final float[][] inputs;
  private final double[][] known;
  private final int classes;
  private final int width;

  /**
   * @param known mean of each class (C, width)
   * @param inputs new ones (N, width)
   */
  Centroids(double[][] known, float[][] inputs) {
    this.inputs = inputs;
    this.known = known;
    this.classes = known.length;
    this.width = known[0].length;
  }

  /** The mean of each class; of one without rows, the mean of all. */
  static double[][] means(float[][] rows, int[] labels, int classes) {
    double[][] means = new double[classes][rows[0].length];
    int[] counts = new int[classes];
    for (int i = 0; i < rows.length; i++) {
      counts[labels[i]]++;
      for (int k = 0; k < rows[i].length; k++) {
        means[labels[i]][k] += rows[i][k];
      }
    }
    double[] all = Moments.of(rows).means();
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < all.length; k++) {
        means[c][k] = counts[c] == 0 ? all[k] : means[c][k] / counts[c];
      }
    }
    return means;
  }

  /**
   * Labels the inputs.
   *
   * @param probabilities of the classes to begin with (N, C)
   */
  int[] labels(double[][] probabilities) {
    double[][] shares = probabilities;
    int[] labels = new int[inputs.length];
    for (double weight : WEIGHTS) {
      for (int round = 0; round < ROUNDS; round++) {
        labels = nearest(centroids(shares, weight));
        shares = new double[inputs.length][classes];
        for (int i = 0; i < labels.length; i++) {
          shares[i][labels[i]] = 1;
        }
      }
    }
    return labels;
  }

  private double[][] centroids(double[][] shares, double weight) {
    double[][] sums = new double[classes][width];
    double[] counts = new double[classes];
    double[] moved = new double[width];
    for (int i = 0; i < inputs.length; i++) {
      for (int c = 0; c < classes; c++) {
        double share = shares[i][c];
        counts[c] += share;
        for (int k = 0; share != 0 && k < width; k++) {
          sums[c][k] += share * inputs[i][k];
        }
      }
    }
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < width; k++) {
        moved[k] += (sums[c][k] - counts[c] * known[c][k]) / inputs.length;
      }
    }
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < width; k++) {
        sums[c][k] = (sums[c][k] + weight * (known[c][k] + moved[k])) / (counts[c] + weight);
      }
    }
    return sums;
  }

  private int[] nearest(double[][] centroids) {
    double[] middle = new double[width];
    for (double[] centroid : centroids) {
      for (int k = 0; k < width; k++) {
        middle[k] += centroid[k] / classes;
      }
    }
    double[][] directions = new double[classes][width];
    for (int c = 0; c < classes; c++) {
      double length = 0;
      for (int k = 0; k < width; k++) {
        directions[c][k] = centroids[c][k] - middle[k];
        length += directions[c][k] * directions[c][k];
      }
      for (int k = 0; k < width; k++) {
        directions[c][k] /= Math.max(1e-12, Math.sqrt(length));
      }
    }
    int[] nearest = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        double along = 0;
        for (int k = 0; k < width; k++) {
          along += directions[c][k] * (inputs[i][k] - middle[k]);
        }
        if (along > most) {
          most = along;
          nearest[i] = c;
        }
      }
    }
    return nearest;
  }
}
