package dev.graft.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a model is worth by what it takes each image for. */
abstract class Decided extends Answered {
  private static final int BINS = 15;
  private static final String TRUE = "true \\ predicted";

  private final Decisions decisions;

  Decided(
      List<String> classes,
      List<String> ids,
      int[] labels,
      List<Softmax> outputs,
      ToIntFunction<Softmax> decision) {
    super(classes, ids, labels, outputs);
    int[] taken = outputs.stream().mapToInt(decision).toArray();
    this.decisions = new Decisions(classes(), labels(), taken);
  }

  Decisions decisions() {
    return decisions;
  }

  /** What the image is taken for, as a position among the classes. */
  int decided(int image) {
    return decisions.taken()[image];
  }

  /**
   * Computes the share of images predicted right.
   *
   * @return 0…1
   */
  public double accuracy() {
    return topK(1);
  }

  /**
   * Computes the share of images whose true class is among the k most probable ones; what a
   * threshold decides for comes before them.
   *
   * @param k 1 to the number of classes
   * @return 0…1
   * @throws IllegalArgumentException if k is outside its range
   */
  public double topK(int k) {
    if (k < 1 || k > classes().size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "k is %d, expected 1…%d", k, classes().size()));
    }
    long hits = IntStream.range(0, size()).filter(i -> rank(i) < k).count();
    return (double) hits / size();
  }

  /** Counts the classes that come before an image's true one. */
  private int rank(int image) {
    int decided = decided(image);
    int rank = output(image).rank(label(image));
    boolean passed = rank < output(image).rank(decided);
    return label(image) == decided ? 0 : rank + (passed ? 1 : 0);
  }

  /**
   * Computes by how much confidence and accuracy differ, in 15 bins of confidence.
   *
   * @return 0…1, as {@link #calibrationError(int)}
   */
  public double calibrationError() {
    return calibrationError(BINS);
  }

  /**
   * Computes the expected calibration error (Guo et al. 2017, equation 3): the mean over all images
   * of how far confidence and accuracy lie apart in their bin.
   *
   * @param bins of equal width, 1 or more
   * @return 0…1; 0 where the model is as sure as it is right
   * @throws IllegalArgumentException if there are no bins
   */
  public double calibrationError(int bins) {
    return reliabilityOf(bins).error();
  }

  private Reliability reliabilityOf(int bins) {
    double[] sure =
        IntStream.range(0, size()).mapToDouble(i -> output(i).probability(decided(i))).toArray();
    return new Reliability(sure, decisions::right, bins);
  }

  /**
   * Compares confidence and accuracy in bins of confidence.
   *
   * @param bins of equal width, 1 or more
   * @return one row a bin that has images: {@code from}, {@code to}, {@code images}, mean {@code
   *     confidence}, {@code accuracy}
   * @throws IllegalArgumentException if there are no bins
   */
  public Table reliability(int bins) {
    return reliabilityOf(bins).table();
  }

  /**
   * Counts how often each class was taken for each.
   *
   * @return images (C, C), rows true, columns predicted
   */
  public int[][] confusion() {
    return decisions.confusion();
  }

  /**
   * Lays the confusion matrix out as a table.
   *
   * @return one row a true class, one column a predicted class; of names that differ in case alone,
   *     which no table holds apart, the second column is named {@code a (2)}
   */
  public Table confusionTable() {
    int[][] counts = confusion();
    Table table = Table.create("confusion", StringColumn.create(TRUE, classes()));
    List<String> columns = ColumnNames.of(classes(), TRUE);
    for (int c = 0; c < classes().size(); c++) {
      int column = c;
      int[] cells = Arrays.stream(counts).mapToInt(row -> row[column]).toArray();
      table.addColumns(IntColumn.create(columns.get(c), cells));
    }
    return table;
  }

  /**
   * Computes precision, recall, F1 and support of each class, then their macro and weighted means;
   * in the macro mean classes count that have an image or are predicted.
   *
   * @return one row a class, then {@code macro mean} and {@code weighted mean}
   */
  public Table report() {
    return decisions.report().table();
  }

  /**
   * Computes how many of the images taken for a class are of it.
   *
   * @param name of the class
   * @return 0…1; 0 when none was taken for it
   * @throws IllegalArgumentException if there is no such class
   */
  public double precision(String name) {
    return figures(name).precision();
  }

  /**
   * Computes how many of a class's images are found.
   *
   * @param name of the class
   * @return 0…1; 0 when it has no image
   * @throws IllegalArgumentException if there is no such class
   */
  public double recall(String name) {
    return figures(name).recall();
  }

  /**
   * Computes the harmonic mean of a class's precision and recall.
   *
   * @param name of the class
   * @return 0…1
   * @throws IllegalArgumentException if there is no such class
   */
  public double f1(String name) {
    return figures(name).f1();
  }

  /**
   * Computes the mean F1, in which each class counts alike, however many images it has; one that
   * has none and is never predicted does not count.
   *
   * @return 0…1
   */
  public double macroF1() {
    return decisions.report().macro().f1();
  }

  private Report.Row figures(String name) {
    return decisions.report().of(Decisions.label(classes(), name));
  }
}
