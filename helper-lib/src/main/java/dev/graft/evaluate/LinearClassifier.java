package dev.graft.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What a {@link LinearProbe} found. Immutable; arrays are copied on their way in and out.
 *
 * @param classes names
 * @param weights of each class (C, width)
 * @param biases of each class (C)
 * @param strength that was chosen; of prototypes the scale of half squared distances
 * @param objective what was minimized, at its least: the summed negative log-probability, and for a
 *     logistic regression half the squared weights divided by the strength
 * @param tried what the folds say of each strength, empty where there was nothing to choose
 */
public record LinearClassifier(
    List<String> classes,
    float[][] weights,
    float[] biases,
    double strength,
    double objective,
    List<Tried> tried) {

  /**
   * A strength that was tried.
   *
   * @param strength scikit-learn's {@code C}
   * @param accuracy of rows held out, 0…1
   * @param loss their mean negative log-probability
   */
  public record Tried(double strength, double accuracy, double loss) {}

  /** Copies. */
  public LinearClassifier {
    classes = List.copyOf(classes);
    weights = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
    biases = biases.clone();
    tried = List.copyOf(tried);
  }

  /** Of rows that end in their intercept; of two classes one row may stand for the second. */
  static LinearClassifier of(
      List<String> classes, double[][] rows, double strength, double objective, List<Tried> tried) {
    int width = rows[0].length - 1;
    float[][] weights = new float[classes.size()][width];
    float[] biases = new float[classes.size()];
    for (int row = 0; row < rows.length; row++) {
      int c = row + classes.size() - rows.length;
      for (int k = 0; k < width; k++) {
        weights[c][k] = (float) rows[row][k];
      }
      biases[c] = (float) rows[row][width];
    }
    return new LinearClassifier(classes, weights, biases, strength, objective, tried);
  }

  @Override
  public float[][] weights() {
    return Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public float[] biases() {
    return biases.clone();
  }

  /**
   * Classifies features.
   *
   * @param features of the same width
   * @return its answers, with what there is to say of them
   * @throws IllegalArgumentException when classes or widths are others
   */
  public Evaluation evaluate(Features features) {
    if (!features.classes().equals(classes) || features.width() != weights[0].length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "features of %s, %d each; this classifier knows %s by %d",
              features.classes(),
              features.width(),
              classes,
              weights[0].length));
    }
    float[][] values = features.values();
    float[][] logits = new float[values.length][classes.size()];
    for (int i = 0; i < values.length; i++) {
      for (int c = 0; c < classes.size(); c++) {
        double sum = biases[c];
        for (int k = 0; k < values[i].length; k++) {
          sum += (double) weights[c][k] * values[i][k];
        }
        logits[i][c] = (float) sum;
      }
    }
    return Evaluation.of(classes, features.ids(), features.labels(), logits);
  }

  /**
   * Lays out what was tried.
   *
   * @return one row a strength: {@code strength}, {@code accuracy}, {@code loss} of rows held out
   */
  public Table toTable() {
    return Table.create(
        "strengths",
        DoubleColumn.create("strength", tried.stream().mapToDouble(Tried::strength).toArray()),
        DoubleColumn.create("accuracy", tried.stream().mapToDouble(Tried::accuracy).toArray()),
        DoubleColumn.create("loss", tried.stream().mapToDouble(Tried::loss).toArray()));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "linear classifier of %d classes on %d features, strength %.3g",
        classes.size(),
        weights[0].length,
        strength);
  }
}
