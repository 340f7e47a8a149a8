package dev.graft.evaluate;

import java.util.List;

/**
 * The nearest mean of a class, as a linear classifier: the logit of class {@code c} with mean
 * {@code m} is {@code s (x·m − m·m/2)}, which is {@code −s‖x − m‖²/2} but for what all classes
 * share. The scale {@code s} is the one under which each row, left out of its own class's mean, is
 * most probable.
 */
final class Prototypes {
  private static final int STEPS = 60;

  private Prototypes() {}

  static LinearClassifier of(ProbeRows rows) {
    int classes = rows.classes().size();
    double[][] means = new double[classes][rows.inputs()[0].length];
    int[] counts = new int[classes];
    for (int i = 0; i < rows.labels().length; i++) {
      counts[rows.labels()[i]]++;
      Vectors.add(means[rows.labels()[i]], 1, rows.inputs()[i]);
    }
    for (int c = 0; c < classes; c++) {
      double[] sum = means[c];
      means[c] = new double[sum.length];
      Vectors.add(means[c], 1.0 / counts[c], sum);
    }
    double[][] distances = new double[rows.labels().length][];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = leftOut(rows.inputs()[i], rows.labels()[i], means, counts);
    }
    double scale = scale(distances, rows.labels());
    double[][] learned = new double[classes][means[0].length + 1];
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < means[c].length; k++) {
        learned[c][k] = scale * means[c][k];
      }
      learned[c][means[0].length] = -scale * Vectors.dot(means[c], means[c]) / 2;
    }
    return LinearClassifier.of(
        rows.classes(), learned, scale, loss(distances, rows.labels(), scale), List.of());
  }

  /**
   * Half of each squared distance; without a row, its class's mean lies farther from it, by n/(n −
   * 1). A class of one row would have no mean left: its own distance is then that of its rivals'
   * nearest, and tells nothing.
   */
  private static double[] leftOut(double[] input, int label, double[][] means, int[] counts) {
    double[] halves = new double[means.length];
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < means.length; c++) {
      double[] apart = input.clone();
      Vectors.add(apart, -1, means[c]);
      halves[c] = Vectors.dot(apart, apart) / 2;
      nearest = c == label ? nearest : Math.min(nearest, halves[c]);
    }
    double factor = (double) counts[label] / (counts[label] - 1);
    halves[label] = counts[label] == 1 ? nearest : halves[label] * factor * factor;
    return halves;
  }

  private static double loss(double[][] halves, int[] labels, double scale) {
    double loss = 0;
    for (int i = 0; i < halves.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (double half : halves[i]) {
        least = Math.min(least, half);
      }
      double sum = 0;
      for (double half : halves[i]) {
        sum += Math.exp(-scale * (half - least));
      }
      loss += Math.log(sum) + scale * (halves[i][labels[i]] - least);
    }
    return loss;
  }

  /** Golden section of the loss, convex in the scale, over its logarithm. */
  private static double scale(double[][] halves, int[] labels) {
    double mean = 0;
    for (int i = 0; i < halves.length; i++) {
      mean += halves[i][labels[i]] / halves.length;
    }
    double unit = mean > 0 ? 1 / mean : 1;
    double low = Math.log(unit * 1e-3);
    double high = Math.log(unit * 1e4);
    double ratio = (Math.sqrt(5) - 1) / 2;
    for (int step = 0; step < STEPS; step++) {
      double left = high - ratio * (high - low);
      double right = low + ratio * (high - low);
      if (loss(halves, labels, Math.exp(left)) <= loss(halves, labels, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }
}
