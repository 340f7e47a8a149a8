package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
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
public final class Evaluation extends Decided {
  private Evaluation(
      List<String> classes,
      List<String> ids,
      int[] labels,
      List<Softmax> outputs,
      ToIntFunction<Softmax> decision) {
    super(classes, ids, labels, outputs, decision);
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
    int label = Decisions.label(classes(), name);
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "threshold is " + probability + ", must be above 0 and at most 1");
    }
    return new Evaluation(
        classes(), ids(), labels(), outputs(), output -> output.decided(label, probability));
  }

  /**
   * Bounds the figures: with so few images, how far may they be from those of all images like
   * these?
   *
   * @return an interval a figure, at 95 %
   */
  public Intervals intervals() {
    return new Intervals(decisions(), losses().toArray());
  }

  /**
   * Computes how probable it is that an image of a class has a higher probability of it than one of
   * another class, equal ones counted by half: the area under the ROC curve, one class against the
   * rest.
   *
   * @param name of the class
   * @return 0…1, 0.5 of a model that guesses; no number where all images are of the class, or none
   * @throws IllegalArgumentException if there is no such class
   */
  public double areaUnderRoc(String name) {
    int label = Decisions.label(classes(), name);
    float[] scores = new float[size()];
    boolean[] there = new boolean[size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) output(i).logProbability(label);
      there[i] = label(i) == label;
    }
    return new RankedScores(scores, there).areaUnderRoc();
  }

  /**
   * Averages the areas under the ROC curves of all classes for which there is one.
   *
   * @return 0…1, as scikit-learn's {@code roc_auc_score(…, multi_class="ovr")}
   */
  public double areaUnderRoc() {
    return classes().stream()
        .mapToDouble(this::areaUnderRoc)
        .filter(area -> !Double.isNaN(area))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Draws the ROC curve of a class as a table, one class against the rest: what share of its images
   * is taken for it, and what share of the others is too, at each threshold of its probability.
   *
   * @param name of the class
   * @return {@code threshold} (the first is without end: nothing is taken), {@code false positive
   *     rate} and {@code true positive rate}, both rising from 0 to 1, as scikit-learn's {@code
   *     roc_curve(…, drop_intermediate=False)}
   * @throws IllegalArgumentException if there is no such class, or all images are of it, or none
   */
  public Table roc(String name) {
    int label = Decisions.label(classes(), name);
    long support = Arrays.stream(labels()).filter(l -> l == label).count();
    if (support == 0 || support == size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d of %d images are of %s, some and not all must be",
              support,
              size(),
              Excerpt.quoted(name)));
    }
    return RocCurve.of(name, thresholds(name), size());
  }

  /**
   * Lists what the model takes each image for.
   *
   * @return in the order of the images
   */
  public List<Prediction> predictions() {
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      String label = classes().get(label(i));
      all.add(Prediction.of(ids().get(i), i, label, classes(), output(i), decided(i)));
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
