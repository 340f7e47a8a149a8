package dev.graft.evaluate;

import java.util.Arrays;

/**
 * Multinomial logistic regression with half the squared weights as penalty, the loss summed: what
 * scikit-learn minimizes for {@code C=1}. Of two classes only the second has weights; the first's
 * logit is 0.
 */
final class LogisticRegression implements Lbfgs.Objective {
  private final double[] means;
  private final double[][] inputs;
  private final int[] labels;
  private final int rows;
  private final int width;

  LogisticRegression(double[][] inputs, int[] labels, int classes) {
    this.means = means(inputs);
    this.inputs = centered(inputs, means);
    this.labels = labels;
    this.rows = classes == 2 ? 1 : classes;
    this.width = inputs[0].length + 1;
  }

  /**
   * Learns one row a class: a weight an input, then the intercept. Inputs are centred meanwhile:
   * the intercept, free of any penalty, takes it up, and far fewer steps lead there.
   */
  double[][] rows() {
    return rows(Lbfgs.TOLERANCE);
  }

  /** Learns until no slope of the summed loss is steeper. */
  double[][] rows(double tolerance) {
    double[][] learned = rows(Lbfgs.minimize(this, new double[rows * width], tolerance));
    for (double[] row : learned) {
      for (int k = 0; k < means.length; k++) {
        row[width - 1] -= row[k] * means[k];
      }
    }
    return learned;
  }

  private static double[] means(double[][] inputs) {
    double[] means = new double[inputs[0].length];
    for (double[] input : inputs) {
      for (int k = 0; k < means.length; k++) {
        means[k] += input[k] / inputs.length;
      }
    }
    return means;
  }

  private static double[][] centered(double[][] inputs, double[] means) {
    double[][] centered = new double[inputs.length][means.length];
    for (int i = 0; i < inputs.length; i++) {
      for (int k = 0; k < means.length; k++) {
        centered[i][k] = inputs[i][k] - means[k];
      }
    }
    return centered;
  }

  private double[][] rows(double[] weights) {
    double[][] split = new double[rows][];
    for (int row = 0; row < rows; row++) {
      split[row] = Arrays.copyOfRange(weights, row * width, (row + 1) * width);
    }
    return split;
  }

  @Override
  public double value(double[] weights, double[] gradient) {
    Arrays.fill(gradient, 0);
    double value = 0;
    double[][] split = rows(weights);
    for (int i = 0; i < inputs.length; i++) {
      double[] logits = logits(split, inputs[i]);
      double most = Arrays.stream(logits).max().orElseThrow();
      double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - most)).sum();
      value += most + Math.log(sum) - logits[labels[i]];
      for (int row = 0; row < rows; row++) {
        int c = row + logits.length - rows;
        double slope = Math.exp(logits[c] - most) / sum - (labels[i] == c ? 1 : 0);
        for (int k = 0; k < width - 1; k++) {
          gradient[row * width + k] += slope * inputs[i][k];
        }
        gradient[row * width + width - 1] += slope;
      }
    }
    for (int p = 0; p < weights.length; p++) {
      if (p % width != width - 1) {
        value += weights[p] * weights[p] / 2;
        gradient[p] += weights[p];
      }
    }
    return value;
  }

  /** Computes one logit a class from the rows learned. */
  static double[] logits(double[][] rows, double[] input) {
    int before = rows.length == 1 ? 1 : 0;
    double[] logits = new double[rows.length + before];
    for (int row = 0; row < rows.length; row++) {
      logits[row + before] = rows[row][input.length] + dot(rows[row], input);
    }
    return logits;
  }

  /** Four sums at a time: one would wait for itself. */
  private static double dot(double[] row, double[] input) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 4 <= input.length; k += 4) {
      a += row[k] * input[k];
      b += row[k + 1] * input[k + 1];
      c += row[k + 2] * input[k + 2];
      d += row[k + 3] * input[k + 3];
    }
    for (; k < input.length; k++) {
      a += row[k] * input[k];
    }
    return a + b + c + d;
  }
}
