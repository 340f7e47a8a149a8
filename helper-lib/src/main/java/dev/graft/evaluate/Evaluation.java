package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tells what a model is worth on a set of labelled images. Immutable.
 *
 * <pre>{@code
 * var result = evaluate(model, data.validation());
 * result.accuracy();        // 0.954
 * result.intervals();       // how sure that is, and all the rest
 * result.report();          // precision, recall, F1 and support by class
 * result.recall("ants");    // 0.929, or of one
 * result.mistakes().get(0); // the most confident wrong prediction
 * }</pre>
 *
 * <p>All figures equal those of scikit-learn's {@code classification_report} (zero division is 0),
 * {@code confusion_matrix}, {@code log_loss} and {@code top_k_accuracy_score}.
 */
public final class Evaluation {
  private static final int BINS = 15;
  private static final String TRUE = "true \\ predicted";

  private final List<String> classes;
  private final List<String> ids;
  private final int[] labels;
  private final List<Softmax> outputs;
  private final Decisions decisions;

  private Evaluation(
      List<String> classes,
      List<String> ids,
      int[] labels,
      List<Softmax> outputs,
      ToIntFunction<Softmax> decision) {
    this.classes = List.copyOf(classes);
    this.ids = List.copyOf(ids);
    this.labels = labels.clone();
    this.outputs = List.copyOf(outputs);
    int[] taken = outputs.stream().mapToInt(decision).toArray();
    this.decisions = new Decisions(this.classes, this.labels, taken);
  }

  /**
   * Takes a model's raw output.
   *
   * @param classes names, in the order of the logits
   * @param ids names of the images (N)
   * @param labels true class of each image (N), 0…C−1
   * @param logits unnormalized log-probabilities (N, C); the single logit z of a binary head goes
   *     in as (0, z)
   * @return the evaluation
   * @throws IllegalArgumentException if the sizes disagree, a label is no class, or there is no
   *     image
   */
  public static Evaluation of(
      List<String> classes, List<String> ids, int[] labels, float[][] logits) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no images to evaluate; one or more are needed");
    }
    Rows.check(classes, ids, labels, logits.length, "logits");
    for (int i = 0; i < labels.length; i++) {
      if (logits[i].length != classes.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d logits for image \"%s\", expected %d, one a class (%s)",
                logits[i].length,
                ids.get(i),
                classes.size(),
                Excerpt.listed(classes)));
      }
    }
    List<Softmax> outputs = Arrays.stream(logits).map(row -> new Softmax(row.clone())).toList();
    return new Evaluation(classes, ids, labels, outputs, Softmax::argmax);
  }

  /**
   * Names the classes.
   *
   * @return in the order of the logits
   */
  public List<String> classes() {
    return classes;
  }

  List<String> ids() {
    return ids;
  }

  int[] labels() {
    return labels.clone();
  }

  Softmax output(int image) {
    return outputs.get(image);
  }

  /** What the image is taken for, as a position among the classes. */
  int decided(int image) {
    return decisions.taken()[image];
  }

  /**
   * Counts the images.
   *
   * @return 1 or more
   */
  public int size() {
    return labels.length;
  }

  /**
   * Computes the mean cross entropy.
   *
   * @return in nats per image, 0 or more
   */
  public double loss() {
    return losses().average().orElseThrow();
  }

  private DoubleStream losses() {
    return IntStream.range(0, size()).mapToDouble(i -> outputs.get(i).crossEntropy(labels[i]));
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
    if (k < 1 || k > classes.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "k is %d, expected 1…%d", k, classes.size()));
    }
    long hits = IntStream.range(0, size()).filter(i -> rank(i) < k).count();
    return (double) hits / size();
  }

  /** Counts the classes that come before an image's true one. */
  private int rank(int image) {
    int decided = decided(image);
    int rank = outputs.get(image).rank(labels[image]);
    boolean passed = rank < outputs.get(image).rank(decided);
    return labels[image] == decided ? 0 : rank + (passed ? 1 : 0);
  }

  /**
   * Reads the same outputs with another decision: an image is taken for a class as soon as its
   * probability reaches a threshold, else for the most probable of the other classes. It costs no
   * training, and no probability changes.
   *
   * <p>{@link Ensemble}, {@link Stacking} and {@link Calibration} make evaluations that decide for
   * the most probable class again.
   *
   * @param name of the class
   * @param probability from which on it is decided for, above 0 up to 1
   * @return the evaluation with that decision, in place of any other
   * @throws IllegalArgumentException if there is no such class, or the threshold is outside its
   *     range
   */
  public Evaluation threshold(String name, double probability) {
    int label = decisions.label(name);
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "threshold is " + probability + ", must be above 0 and at most 1");
    }
    return new Evaluation(
        classes, ids, labels, outputs, output -> output.decided(label, probability));
  }

  /**
   * Computes precision and recall of a class at each threshold that makes a difference, as
   * scikit-learn's {@code precision_recall_curve}.
   *
   * @param name of the class
   * @return one row a probability that images have, from the lowest: {@code threshold}, {@code
   *     precision}, {@code recall}, {@code F1} as {@link #threshold} at it gives them, and {@code
   *     taken}, images taken for the class
   * @throws IllegalArgumentException if there is no such class
   */
  public Table thresholds(String name) {
    int label = decisions.label(name);
    double[] sure = outputs.stream().mapToDouble(output -> output.probability(label)).toArray();
    return Thresholds.of(name, sure, i -> labels[i] == label);
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
        IntStream.range(0, size())
            .mapToDouble(i -> outputs.get(i).probability(decided(i)))
            .toArray();
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
    Table table = Table.create("confusion", StringColumn.create(TRUE, classes));
    List<String> columns = ColumnNames.of(classes, TRUE);
    for (int c = 0; c < classes.size(); c++) {
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

  /**
   * Computes any other figure; a threshold does not change it.
   *
   * @param metric which
   * @return its value, as {@link Metric} says
   */
  public double figure(Metric metric) {
    Metric.Counts counts = metric.start(classes.size());
    for (int i = 0; i < labels.length; i++) {
      counts.add(outputs.get(i).logits(), labels[i]);
    }
    return counts.value();
  }

  private Report.Row figures(String name) {
    return decisions.report().of(decisions.label(name));
  }

  /**
   * Bounds the figures: with so few images, how far may they be from those of all images like
   * these?
   *
   * @return an interval a figure, at 95 %
   */
  public Intervals intervals() {
    return new Intervals(decisions, losses().toArray());
  }

  /**
   * Lists what the model takes each image for.
   *
   * @return in the order of the images
   */
  public List<Prediction> predictions() {
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      String label = classes.get(labels[i]);
      all.add(Prediction.of(ids.get(i), i, label, classes, outputs.get(i), decided(i)));
    }
    return List.copyOf(all);
  }

  /**
   * Lists the wrong predictions.
   *
   * @return the most confident first, equals in the order of the images
   */
  public List<Prediction> mistakes() {
    return predictions().stream()
        .filter(prediction -> !prediction.right())
        .sorted(Comparator.comparingDouble(Prediction::confidence).reversed())
        .toList();
  }

  /**
   * Sums the evaluation up.
   *
   * @return one row: {@code images}, {@code mistakes}, {@code loss}, {@code accuracy}, {@code macro
   *     F1}, and as text the ends of the accuracy's interval, {@code accuracy, 95 %}
   */
  public Table table() {
    int wrong = mistakes().size();
    return Table.create(
        "evaluation",
        IntColumn.create("images", new int[] {size()}),
        IntColumn.create("mistakes", new int[] {wrong}),
        DoubleColumn.create("loss", new double[] {loss()}),
        DoubleColumn.create("accuracy", new double[] {accuracy()}),
        DoubleColumn.create("macro F1", new double[] {macroF1()}),
        StringColumn.create("accuracy, 95 %", List.of(intervals().accuracy().ends())));
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "evaluation of %d images: accuracy %.4f (%s), loss %.4f, %d wrong%n",
            size(),
            accuracy(),
            intervals().accuracy().ends(),
            loss(),
            mistakes().size())
        + report().printAll();
  }
}
