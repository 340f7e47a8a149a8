package dev.graft.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * How sure the figures of an evaluation are: where they lie for all images like these, in 95 of 100
 * cases. Few images make wide intervals. What other seeds of the training would change is not among
 * it: for that, train several times. Immutable.
 *
 * <pre>{@code
 * result.intervals()               // a table of all
 * result.intervals().accuracy()    // 0.93 (0.88 to 0.96)
 * result.intervals().recall("ant") // 0.85 (0.64 to 0.95)
 * }</pre>
 *
 * <p>Shares of images have Wilson's score interval (1927), the others the percentile interval of
 * 2,000 bootstrap samples (Efron and Tibshirani 1993) with a fixed seed.
 */
public final class Intervals {
  private final Decisions decisions;
  private final double[] losses;
  private final Report report;

  Intervals(Decisions decisions, double[] losses) {
    this.decisions = decisions;
    this.losses = losses;
    this.report = decisions.report();
  }

  /**
   * Bounds the share of images predicted right.
   *
   * @return {@link Evaluation#accuracy} within 0…1
   */
  public Interval accuracy() {
    return Wilson.share(decisions.hits(), decisions.size());
  }

  /**
   * Bounds how many of a class's images are found.
   *
   * @param name of the class
   * @return {@link Evaluation#recall} within 0…1; all of 0…1 when it has no image
   * @throws IllegalArgumentException if there is no such class
   */
  public Interval recall(String name) {
    return recall(report.of(Decisions.label(decisions.classes(), name)));
  }

  private static Interval recall(Report.Row row) {
    return Wilson.share(row.hits(), row.support());
  }

  /**
   * Bounds how many of the images taken for a class are of it, given how many were taken for it.
   *
   * @param name of the class
   * @return {@link Evaluation#precision} within 0…1; all of 0…1 when none was taken for it
   * @throws IllegalArgumentException if there is no such class
   */
  public Interval precision(String name) {
    return precision(report.of(Decisions.label(decisions.classes(), name)));
  }

  private static Interval precision(Report.Row row) {
    return Wilson.share(row.hits(), row.predicted());
  }

  /**
   * Bounds the mean F1, in which each class counts alike.
   *
   * @return {@link Evaluation#macroF1} and where it lies in bootstrap samples
   */
  public Interval macroF1() {
    return Bootstrap.of(decisions.size(), this::macroF1);
  }

  /** As {@link Report#macro}, without a row a class. */
  private double macroF1(int... drawn) {
    int classes = decisions.classes().size();
    int[] labels = decisions.labels();
    int[] taken = decisions.taken();
    int[] hits = new int[classes];
    int[] both = new int[classes];
    for (int image : drawn) {
      both[labels[image]]++;
      both[taken[image]]++;
      hits[labels[image]] += labels[image] == taken[image] ? 1 : 0;
    }
    return IntStream.range(0, classes)
        .filter(c -> both[c] > 0)
        .mapToDouble(c -> 2.0 * hits[c] / both[c])
        .average()
        .orElseThrow();
  }

  /**
   * Bounds the mean cross entropy.
   *
   * @return {@link Evaluation#loss} in nats per image, and where it lies in bootstrap samples
   */
  public Interval loss() {
    return Bootstrap.of(
        losses.length,
        drawn -> IntStream.of(drawn).mapToDouble(i -> losses[i]).sum() / losses.length);
  }

  /**
   * Lays all of them out.
   *
   * @return one row a figure: {@code figure}, {@code value}, {@code low}, {@code high}, first those
   *     of all images, then precision and recall of each class
   */
  public Table table() {
    IntervalTable table =
        new IntervalTable()
            .add("accuracy", accuracy())
            .add("macro F1", macroF1())
            .add("loss", loss());
    List<String> classes = decisions.classes();
    for (String name : classes) {
      Report.Row row = report.of(classes.indexOf(name));
      table.add("precision of " + name, precision(row)).add("recall of " + name, recall(row));
    }
    return table.table();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "accuracy %s, macro F1 %s, loss %s of %d images, each in 95 of 100 cases",
        accuracy(),
        macroF1(),
        loss(),
        decisions.size());
  }
}
