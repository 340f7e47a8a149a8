package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Asks several models and has learned whom to trust on what: a logistic regression on their
 * log-probabilities (Wolpert 1992, "Stacked generalization").
 *
 * <pre>{@code
 * var stacking = Stacking.fit(List.of(evaluate(a, data.validation()), evaluate(b, data.validation())));
 * stacking.combine(List.of(evaluate(a, data.test()), evaluate(b, data.test()))).accuracy();
 * }</pre>
 *
 * <p>Fit it on images that no member learned from, or it trusts whoever learned them by heart; and
 * not on those that shall tell what it is worth. Immutable.
 *
 * <p>Equal to scikit-learn's {@code LogisticRegression(C=1)}: squared weights are penalized by a
 * half, intercepts are not; of two classes only the second has weights.
 */
public final class Stacking {
  private static final String INPUT = "log-probability";

  private final List<String> classes;
  private final double[][] rows;

  private Stacking(List<String> classes, double[][] rows) {
    this.classes = classes;
    this.rows = rows;
  }

  /**
   * Learns from what the members say of the same images.
   *
   * @param heldOut one evaluation a member, of images that none of them learned from
   * @return whom to trust
   * @throws IllegalArgumentException if there is none, they are of different images or classes, or
   *     a class has no image
   */
  public static Stacking fit(List<Evaluation> heldOut) {
    Ensemble.check(heldOut);
    Evaluation first = heldOut.get(0);
    int[] labels = first.labels();
    for (int c = 0; c < first.classes().size(); c++) {
      int label = c;
      if (Arrays.stream(labels).noneMatch(other -> other == label)) {
        throw new IllegalArgumentException(
            "no image of class %s to learn from; each class needs one or more"
                .formatted(Excerpt.quoted(first.classes().get(c))));
      }
    }
    var regression = new LogisticRegression(inputs(heldOut), labels, first.classes().size(), 1);
    return new Stacking(first.classes(), regression.rows());
  }

  /**
   * Combines what the members say of other images.
   *
   * @param members in the order in which they were fitted
   * @return what they say together
   * @throws IllegalArgumentException if they are others than were fitted, or of different images
   */
  public Evaluation combine(List<Evaluation> members) {
    Ensemble.check(members);
    Evaluation first = members.get(0);
    if (members.size() != members() || !first.classes().equals(classes)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d members of the classes %s, fitted to %d of %s",
              members.size(),
              first.classes(),
              members(),
              classes));
    }
    float[][] logits =
        Arrays.stream(inputs(members))
            .map(input -> LogisticRegression.logits(rows, input))
            .map(Stacking::floats)
            .toArray(float[][]::new);
    return Evaluation.of(classes, first.ids(), first.labels(), logits);
  }

  /**
   * Lays out what was learned.
   *
   * @return one row an input, {@code member 1: ant} and so on, then the intercept; one column a
   *     class, of two only the second
   */
  public Table weights() {
    List<String> inputs = new ArrayList<>();
    for (int m = 1; m <= members(); m++) {
      for (String name : classes) {
        inputs.add(String.format(Locale.ROOT, "member %d: %s", m, name));
      }
    }
    inputs.add("intercept");
    Table table = Table.create("weights", StringColumn.create(INPUT, inputs));
    List<String> columns = ColumnNames.of(classes, INPUT);
    for (int row = 0; row < rows.length; row++) {
      String name = columns.get(row + classes.size() - rows.length);
      table.addColumns(DoubleColumn.create(name, rows[row]));
    }
    return table;
  }

  private int members() {
    return (rows[0].length - 1) / classes.size();
  }

  static double[][] inputs(List<Evaluation> members) {
    int classes = members.get(0).classes().size();
    double[][] inputs = new double[members.get(0).size()][members.size() * classes];
    for (int i = 0; i < inputs.length; i++) {
      for (int m = 0; m < members.size(); m++) {
        for (int c = 0; c < classes; c++) {
          inputs[i][m * classes + c] = members.get(m).output(i).logProbability(c);
        }
      }
    }
    return inputs;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "stacking of %d members%n%s", members(), weights().printAll());
  }
}
