package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Says what a model takes one image for.
 *
 * <pre>{@code
 * var one = predict(model, Path.of("photo.jpg"));
 * one.predicted();                       // "ant"
 * one.top(3);                            // the three most probable classes, as a table
 * one.among(List.of("ant", "bee"));      // if it can be nothing else
 * }</pre>
 *
 * @param image name of the image, such as {@code validation/ants/10308379.jpg}
 * @param index position of the image in the set that was predicted, from 0
 * @param label the class it belongs to; empty where nobody knows
 * @param predicted the class of the highest probability, or the one that {@link
 *     Evaluation#threshold} decides for
 * @param confidence its probability, 0…1
 * @param classes names, in the order of the probabilities
 * @param probabilities one a class, summing to 1
 * @param verdict which classes it may be of, and whether its kind is known; of a model that was
 *     calibrated
 */
public record Prediction(
    String image,
    int index,
    String label,
    String predicted,
    double confidence,
    List<String> classes,
    List<Double> probabilities,
    Optional<Verdict> verdict) {

  /** Copies classes and probabilities. */
  public Prediction {
    classes = List.copyOf(classes);
    probabilities = List.copyOf(probabilities);
    if (classes.size() != probabilities.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d probabilities for %d classes, each needs one",
              probabilities.size(),
              classes.size()));
    }
  }

  /**
   * Makes a prediction of a model that was not calibrated.
   *
   * @param image name of the image
   * @param index position of the image in the set, from 0
   * @param label the class it belongs to; empty where nobody knows
   * @param predicted the class that is decided for
   * @param confidence its probability, 0…1
   * @param classes names, in the order of the probabilities
   * @param probabilities one a class, summing to 1
   */
  public Prediction(
      String image,
      int index,
      String label,
      String predicted,
      double confidence,
      List<String> classes,
      List<Double> probabilities) {
    this(image, index, label, predicted, confidence, classes, probabilities, Optional.empty());
  }

  Prediction with(Verdict its) {
    return new Prediction(
        image, index, label, predicted, confidence, classes, probabilities, Optional.of(its));
  }

  /**
   * Compares the prediction with the label.
   *
   * @return whether they agree
   */
  public boolean right() {
    return label.equals(predicted);
  }

  /**
   * Reads the same output as if the image could be of some classes only; no verdict is of these.
   *
   * @param some of the classes, in the order wanted
   * @return a prediction of these, whose probabilities sum to 1 again
   * @throws IllegalArgumentException if there is no such class, or none is named or one twice
   */
  public Prediction among(List<String> some) {
    if (some.isEmpty() || some.size() != some.stream().distinct().count()) {
      throw new IllegalArgumentException(
          "classes is " + Excerpt.of(some) + ", must be one or more different names");
    }
    double[] theirs = some.stream().mapToDouble(this::probability).toArray();
    double sum = DoubleStream.of(theirs).sum();
    List<Double> shares =
        DoubleStream.of(theirs).mapToObj(p -> sum > 0 ? p / sum : 1.0 / theirs.length).toList();
    int top = shares.indexOf(Collections.max(shares));
    return new Prediction(image, index, label, some.get(top), shares.get(top), some, shares);
  }

  /**
   * Looks a class up.
   *
   * @param name of the class
   * @return its probability, 0…1
   * @throws IllegalArgumentException if there is no such class
   */
  public double probability(String name) {
    int at = classes.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "no class %s; there are %s".formatted(Excerpt.quoted(name), Excerpt.listed(classes)));
    }
    return probabilities.get(at);
  }

  /**
   * Lists the most probable classes.
   *
   * @param k how many at most, 1 or more
   * @return {@code class} and {@code probability}, 0…1, the most probable first
   */
  public Table top(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ", must be at least 1");
    }
    List<Integer> first =
        IntStream.range(0, classes.size())
            .boxed()
            .sorted(Comparator.comparing(probabilities::get, Comparator.reverseOrder()))
            .limit(k)
            .toList();
    return Table.create(
        image,
        StringColumn.create("class", first.stream().map(classes::get).toList()),
        DoubleColumn.create(
            "probability", first.stream().mapToDouble(probabilities::get).toArray()));
  }

  /**
   * Reads a model's raw output for images whose classes nobody knows.
   *
   * @param classes names, in the order of the logits
   * @param images their names (N)
   * @param logits unnormalized log-probabilities (N, C)
   * @return one prediction an image, its label empty
   */
  public static List<Prediction> of(List<String> classes, List<String> images, float[][] logits) {
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      Softmax output = new Softmax(logits[i]);
      all.add(of(images.get(i), i, "", classes, output, output.argmax()));
    }
    return List.copyOf(all);
  }

  static Prediction of(
      String image, int index, String label, List<String> classes, Softmax output, int decided) {
    return new Prediction(
        image,
        index,
        label,
        classes.get(decided),
        output.probability(decided),
        classes,
        output.probabilities());
  }

  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "%s: %s (%.3f)", image, predicted, confidence);
    text = label.isEmpty() || right() ? text : text + ", is " + label;
    return text + verdict.map(its -> "; " + its).orElse("");
  }
}
