package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tells what a model that answers with masks is worth, pixel by pixel in the photos' own sizes.
 * Immutable; it holds counts, no masks.
 *
 * <pre>{@code
 * var result = evaluate(model, streets.validation());
 * result.meanIou();                      // 0.61
 * result.report();                       // intersection over union, a row a class
 * result.confusion();                    // what is taken for what
 * }</pre>
 *
 * <p>Figures equal those of scikit-learn's {@code jaccard_score} and {@code accuracy_score} on all
 * pixels that have a class.
 */
public final class Segmentation {
  private final List<String> classes;
  private final MaskCounts each;
  private final PixelCounts counts;

  private Segmentation(List<String> classes, MaskCounts each) {
    this.classes = List.copyOf(classes);
    this.each = each;
    this.counts = each.all();
  }

  /**
   * Takes what was counted.
   *
   * @param classes names, by index
   * @param counts of all images, which nobody changes afterwards
   * @return the evaluation
   */
  public static Segmentation of(List<String> classes, MaskCounts counts) {
    return new Segmentation(classes, counts);
  }

  /**
   * Names the classes.
   *
   * @return by index
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * Counts the images.
   *
   * @return at least 1
   */
  public int size() {
    return each.images();
  }

  /**
   * Tells the mean intersection over union.
   *
   * @return 0…1, the mean of all classes that are there or are given
   */
  public double meanIou() {
    return counts.meanIou();
  }

  /**
   * Tells the intersection over union of one class.
   *
   * @param name of the class
   * @return 0…1, NaN for a class that neither is there nor is given
   * @throws IllegalArgumentException if there is no such class
   */
  public double iou(String name) {
    int index = classes.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no class " + Excerpt.quoted(name) + "; there are " + Excerpt.listed(classes));
    }
    return counts.iou(index);
  }

  /**
   * Tells the share of right pixels.
   *
   * @return 0…1
   */
  public double pixelAccuracy() {
    return counts.accuracy();
  }

  /**
   * Lists the classes.
   *
   * @return columns {@code class}, {@code IoU} (missing for a class that neither is there nor is
   *     given), {@code recall} (the share of its pixels that are right) and {@code pixels}
   */
  public Table report() {
    Table table =
        Table.create(
            "intersection over union",
            StringColumn.create("class"),
            DoubleColumn.create("IoU"),
            DoubleColumn.create("recall"),
            LongColumn.create("pixels"));
    for (int c = 0; c < classes.size(); c++) {
      long pixels = counts.pixels(c);
      table.stringColumn(0).append(classes.get(c));
      table.doubleColumn(1).append(counts.iou(c));
      table.doubleColumn(2).append(pixels == 0 ? Double.NaN : (double) counts.count(c, c) / pixels);
      table.longColumn(3).append(pixels);
    }
    return table;
  }

  /**
   * Counts what is taken for what.
   *
   * @return a row a true class, a column {@code class} and one for each class given: pixels
   */
  public Table confusion() {
    Table table = Table.create("true class by class given", StringColumn.create("class", classes));
    List<String> columns = ColumnNames.of(classes, "class");
    for (int given = 0; given < classes.size(); given++) {
      LongColumn column = LongColumn.create(columns.get(given));
      for (int truth = 0; truth < classes.size(); truth++) {
        column.append(counts.count(truth, given));
      }
      table.addColumns(column);
    }
    return table;
  }

  /**
   * Bounds the figures: where they lie for all photos like these, in 95 of 100 cases, by 2,000
   * bootstrap samples of whole photos, whose pixels are alike (Efron and Tibshirani 1993).
   *
   * @return columns {@code figure}, {@code value}, {@code low} and {@code high}: mean IoU, pixel
   *     accuracy, then the IoU of each class, missing as in {@link #report}
   */
  public Table intervals() {
    IntervalTable table =
        new IntervalTable().add("mean IoU", each.meanIou()).add("pixel accuracy", each.accuracy());
    for (int c = 0; c < classes.size(); c++) {
      table.add("IoU of " + classes.get(c), each.iou(c));
    }
    return table.table();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mean IoU %.4f, pixel accuracy %.4f on %d images of %s",
        meanIou(),
        pixelAccuracy(),
        size(),
        Excerpt.listed(classes));
  }
}
