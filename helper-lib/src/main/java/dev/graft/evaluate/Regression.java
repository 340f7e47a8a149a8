package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tells what a model that answers with numbers is worth. Immutable.
 *
 * <pre>{@code
 * var result = evaluate(model, data.validation());
 * result.report();                       // errors and R², a row a number
 * result.meanAbsoluteError("age");       // 3.1
 * result.residuals();                    // what was expected, what came, image by image
 * }</pre>
 *
 * <p>Figures equal those of scikit-learn's {@code mean_absolute_error}, {@code
 * root_mean_squared_error} and {@code r2_score}.
 */
public final class Regression {
  private final List<String> names;
  private final List<String> ids;
  private final float[][] expected;
  private final float[][] given;
  private final List<Errors> errors = new ArrayList<>();

  private Regression(List<String> names, List<String> ids, float[][] expected, float[][] given) {
    this.names = List.copyOf(names);
    this.ids = List.copyOf(ids);
    this.expected = expected.clone();
    this.given = given.clone();
    for (int number = 0; number < names.size(); number++) {
      Errors its = new Errors();
      for (int i = 0; i < given.length; i++) {
        its.add(expected[i][number], given[i][number]);
      }
      errors.add(its);
    }
  }

  /**
   * Takes what was expected and what a model gave.
   *
   * @param names of the numbers
   * @param ids names of the images (N)
   * @param expected the numbers of each image {@code [N][names]}
   * @param given those of the model {@code [N][names]}
   * @return the evaluation
   * @throws IllegalArgumentException if the sizes disagree or there is no image
   */
  public static Regression of(
      List<String> names, List<String> ids, float[][] expected, float[][] given) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no images to evaluate; one or more are needed");
    }
    if (ids.size() != expected.length || ids.size() != given.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d images, %d rows expected and %d given; each image needs one of each",
              ids.size(),
              expected.length,
              given.length));
    }
    for (int i = 0; i < given.length; i++) {
      if (expected[i].length != names.size() || given[i].length != names.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has %d numbers expected and %d given, must have %d (%s)",
                Excerpt.quoted(ids.get(i)),
                expected[i].length,
                given[i].length,
                names.size(),
                Excerpt.listed(names)));
      }
    }
    return new Regression(names, ids, expected, given);
  }

  /**
   * Names the numbers.
   *
   * @return in the order of the head
   */
  public List<String> names() {
    return names;
  }

  /**
   * Counts the images.
   *
   * @return at least 1
   */
  public int size() {
    return ids.size();
  }

  private Errors errors(String name) {
    int number = names.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException(
          "no number " + Excerpt.quoted(name) + "; there are " + Excerpt.listed(names));
    }
    return errors.get(number);
  }

  /**
   * Reads how far off the model is.
   *
   * @param name of the number
   * @return mean of the absolute errors, in the number's units
   */
  public double meanAbsoluteError(String name) {
    return errors(name).meanAbsolute();
  }

  /**
   * Reads how far off the model is where large errors count more.
   *
   * @param name of the number
   * @return root of the mean squared error, in the number's units
   */
  public double rootMeanSquaredError(String name) {
    return errors(name).rootMeanSquared();
  }

  /**
   * Reads which share of a number's variance is explained.
   *
   * @param name of the number
   * @return at most 1; 0 for a model that always says the mean
   */
  public double rSquared(String name) {
    return errors(name).rSquared();
  }

  /**
   * Lists errors and R² of each number.
   *
   * @return columns {@code number}, {@code mean absolute error}, {@code root mean squared error}
   *     and {@code R²}
   */
  public Table report() {
    return Table.create(
        "numbers of " + size() + " images",
        StringColumn.create("number", names),
        figure("mean absolute error", Errors::meanAbsolute),
        figure("root mean squared error", Errors::rootMeanSquared),
        figure("R²", Errors::rSquared));
  }

  private DoubleColumn figure(String name, ToDoubleFunction<Errors> figure) {
    return DoubleColumn.create(name, errors.stream().mapToDouble(figure).toArray());
  }

  /**
   * Lists what was expected and what came of a number, the largest error first.
   *
   * @param name of the number
   * @return columns {@code image}, {@code expected}, {@code given} and {@code error}, given minus
   *     expected
   */
  public Table residuals(String name) {
    errors(name);
    int number = names.indexOf(name);
    int[] order =
        IntStream.range(0, size())
            .boxed()
            .sorted(
                (a, b) -> Double.compare(Math.abs(error(b, number)), Math.abs(error(a, number))))
            .mapToInt(Integer::intValue)
            .toArray();
    return Table.create(
        name,
        StringColumn.create("image", IntStream.of(order).mapToObj(ids::get).toList()),
        values("expected", order, i -> expected[i][number]),
        values("given", order, i -> given[i][number]),
        values("error", order, i -> error(i, number)));
  }

  private double error(int image, int number) {
    return (double) given[image][number] - expected[image][number];
  }

  private static DoubleColumn values(String name, int[] order, ToDoubleFunction<Integer> value) {
    return DoubleColumn.create(
        name, IntStream.of(order).mapToDouble(value::applyAsDouble).toArray());
  }

  /**
   * Bounds the figures: where they lie for all images like these, in 95 of 100 cases, by 2,000
   * bootstrap samples (Efron and Tibshirani 1993).
   *
   * @return columns {@code figure}, {@code value}, {@code low} and {@code high}: mean absolute
   *     error and root mean squared error, in the number's units, and R² of each number
   */
  public Table intervals() {
    IntervalTable table = new IntervalTable();
    for (int number = 0; number < names.size(); number++) {
      int its = number;
      bound(table, "mean absolute error", its, Errors::meanAbsolute);
      bound(table, "root mean squared error", its, Errors::rootMeanSquared);
      bound(table, "R²", its, Errors::rSquared);
    }
    return table.table();
  }

  private void bound(IntervalTable to, String figure, int number, ToDoubleFunction<Errors> of) {
    to.add(
        figure + " of " + names.get(number),
        Bootstrap.of(
            size(),
            drawn -> {
              Errors sums = new Errors();
              for (int i : drawn) {
                sums.add(expected[i][number], given[i][number]);
              }
              return of.applyAsDouble(sums);
            }));
  }

  @Override
  public String toString() {
    return report().printAll();
  }
}
