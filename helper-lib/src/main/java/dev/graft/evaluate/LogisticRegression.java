package dev.graft.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression, the loss summed, with half the squared weights as penalty,
 * divided by a strength: what scikit-learn minimizes for {@code C} of that strength, itself divided
 * by {@code C}. Of two classes only the second has weights; the first's logit is 0.
 *
 * <p>Rows are summed part by part, on all cores: as many parts whatever the machine, added in their
 * order, so that every machine finds the same bits.
 */
final class LogisticRegression implements Lbfgs.Objective {
  private static final int PART = 64;

  private final double[] means;
  private final double[][] inputs;
  private final int[] labels;
  private final double strength;
  private final int rows;
  private final int width;

  /**
   * @param strength how little weights are penalized, {@code C} of scikit-learn, above 0
   */
  LogisticRegression(double[][] inputs, int[] labels, int classes, double strength) {
    this.means = means(inputs);
    this.inputs = centered(inputs, means);
    this.labels = labels;
    this.strength = strength;
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
    return uncentred(minimize(nothing(), tolerance));
  }

  /** Goes on from what another strength learned, of centred inputs. */
  double[] minimize(double[] start, double tolerance) {
    return Lbfgs.minimize(this, start, tolerance);
  }

  /** A start that knows nothing. */
  double[] nothing() {
    return new double[rows * width];
  }

  /** One row a class, of inputs as they came. */
  double[][] uncentred(double[] weights) {
    double[][] learned = rows(weights);
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
    double[][] split = rows(weights);
    int parts = (inputs.length + PART - 1) / PART;
    double[][] slopes = new double[parts][];
    double[] values = new double[parts];
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            part -> {
              slopes[part] = new double[weights.length];
              int end = Math.min(inputs.length, (part + 1) * PART);
              for (int i = part * PART; i < end; i++) {
                values[part] += one(split, i, slopes[part]);
              }
            });
    Arrays.fill(gradient, 0);
    double value = 0;
    for (int part = 0; part < parts; part++) {
      value += values[part];
      Vectors.add(gradient, 1, slopes[part]);
    }
    for (int p = 0; p < weights.length; p++) {
      if (p % width != width - 1) {
        value += weights[p] * weights[p] / 2 / strength;
        gradient[p] += weights[p] / strength;
      }
    }
    return value;
  }

  /** The loss of one row; adds its slopes. */
  private double one(double[][] split, int i, double[] gradient) {
    double[] input = inputs[i];
    double[] logits = logits(split, input);
    double most = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - most);
    }
    for (int row = 0; row < rows; row++) {
      int c = row + logits.length - rows;
      double slope = Math.exp(logits[c] - most) / sum - (labels[i] == c ? 1 : 0);
      int first = row * width;
      for (int k = 0; k < input.length; k++) {
        gradient[first + k] += slope * input[k];
      }
      gradient[first + width - 1] += slope;
    }
    return most + Math.log(sum) - logits[labels[i]];
  }

  /** Computes one logit a class from the rows learned. */
  static double[] logits(double[][] rows, double[] input) {
    int before = rows.length == 1 ? 1 : 0;
    double[] logits = new double[rows.length + before];
    for (int row = 0; row < rows.length; row++) {
      logits[row + before] = rows[row][input.length] + Vectors.dot(input, rows[row]);
    }
    return logits;
  }

  /** The mean negative log-probability of the right classes. */
  static double loss(double[][] rows, double[][] inputs, int[] labels) {
    double loss = 0;
    for (int i = 0; i < inputs.length; i++) {
      double[] logits = logits(rows, inputs[i]);
      double most = Arrays.stream(logits).max().orElseThrow();
      double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - most)).sum();
      loss += (most + Math.log(sum) - logits[labels[i]]) / inputs.length;
    }
    return loss;
  }
}
