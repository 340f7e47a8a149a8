package dev.graft.evaluate;

import dev.graft.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * What the others say of each image: a logistic regression on features that learned from all folds
 * but the image's own. Equal to scikit-learn's {@code LogisticRegression(C=1)}, fold by fold, on
 * rows whose square roots, with their signs, were given length 1 from the mean of all (Perronnin,
 * Sánchez and Mensink 2010, "Improving the Fisher kernel for large-scale image classification",
 * section 3).
 */
public final class OutOfFold {
  /** Slope that is left, of the mean loss: probabilities are within 0.001. */
  private static final double NEAR = 1e-5;

  private final double[][] inputs;
  private final int[] labels;
  private final int classes;

  private OutOfFold(float[][] values, int[] labels, int classes) {
    this.inputs = directions(values);
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Asks the others.
   *
   * @param features of at least as many images as folds, of at least two classes
   * @param groups a number an image: those of one number are in one fold, as copies must be
   * @param trusted whether to learn from an image; all are asked about
   * @param folds at least 2
   * @param seed decides which image is in which fold
   * @return probabilities {@code [images][classes]} that sum to 1
   * @throws CancellationException when the thread was interrupted, within one fold
   */
  public static double[][] probabilities(
      Features features, int[] groups, boolean[] trusted, int folds, long seed) {
    int[] labels = features.labels();
    var all = new OutOfFold(features.values(), labels, features.classes().size());
    int[] fold = folds(labels, groups, folds, seed);
    double[][] asked = new double[labels.length][];
    try (Progress progress = Progress.start("asking the others", folds)) {
      for (int first = 0; first < folds; first += 2) {
        if (Thread.interrupted()) {
          throw new CancellationException();
        }
        int last = Math.min(folds, first + 2);
        IntStream.range(first, last).parallel().forEach(f -> all.ask(f, fold, trusted, asked));
        progress.step(last - first, "");
      }
    }
    return asked;
  }

  /** Deals the groups of each class out, in random order. */
  private static int[] folds(int[] labels, int[] groups, int folds, long seed) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, labels.length).forEach(order::add);
    Collections.shuffle(order, new Random(seed));
    order.sort(Comparator.comparingInt(i -> labels[i]));
    int most = Arrays.stream(groups).max().orElse(0) + 1;
    int[] ofGroup = new int[most];
    Arrays.fill(ofGroup, -1);
    int dealt = 0;
    int[] fold = new int[labels.length];
    for (int i : order) {
      if (ofGroup[groups[i]] < 0) {
        ofGroup[groups[i]] = dealt++ % folds;
      }
      fold[i] = ofGroup[groups[i]];
    }
    return fold;
  }

  private void ask(int fold, int[] folds, boolean[] trusted, double[][] asked) {
    int[] known =
        IntStream.range(0, labels.length).filter(i -> folds[i] != fold && trusted[i]).toArray();
    int[] present = IntStream.of(known).map(i -> labels[i]).distinct().sorted().toArray();
    double[][] rows = Arrays.stream(known).mapToObj(i -> inputs[i]).toArray(double[][]::new);
    int[] theirs = IntStream.of(known).map(i -> Arrays.binarySearch(present, labels[i])).toArray();
    double[][] learned =
        present.length < 2
            ? new double[0][]
            : new LogisticRegression(rows, theirs, present.length, 1).rows(NEAR * rows.length);
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == fold) {
        asked[i] = new double[classes];
        double[] shares =
            present.length < 2
                ? new double[] {1}
                : shares(LogisticRegression.logits(learned, inputs[i]));
        for (int c = 0; c < present.length; c++) {
          asked[i][present[c]] = shares[c];
        }
      }
    }
  }

  private static double[] shares(double[] logits) {
    double most = Arrays.stream(logits).max().orElseThrow();
    double[] shares = Arrays.stream(logits).map(logit -> Math.exp(logit - most)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static double[][] directions(float[][] values) {
    int width = values.length == 0 ? 0 : values[0].length;
    double[] mean = new double[width];
    for (float[] row : values) {
      for (int k = 0; k < width; k++) {
        mean[k] += root(row[k]) / values.length;
      }
    }
    double[][] rows = new double[values.length][width];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = root(values[i][k]) - mean[k];
      }
      double length = Math.sqrt(Vectors.dot(rows[i], rows[i]));
      for (int k = 0; k < width; k++) {
        rows[i][k] = length > 1e-6 ? rows[i][k] / length : 0;
      }
    }
    return rows;
  }

  private static double root(float value) {
    return Math.signum(value) * Math.sqrt(Math.abs(value));
  }
}
