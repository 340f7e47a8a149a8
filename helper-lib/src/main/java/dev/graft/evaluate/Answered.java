package dev.graft.evaluate;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** What a model answered for labelled images, whatever is decided upon it. */
abstract class Answered {
  private final List<String> classes;
  private final List<String> ids;
  private final int[] labels;
  private final List<Softmax> outputs;

  Answered(List<String> classes, List<String> ids, int[] labels, List<Softmax> outputs) {
    this.classes = List.copyOf(classes);
    this.ids = List.copyOf(ids);
    this.labels = labels.clone();
    this.outputs = List.copyOf(outputs);
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

  /** What the image truly is, as a position among the classes. */
  int label(int image) {
    return labels[image];
  }

  Softmax output(int image) {
    return outputs.get(image);
  }

  List<Softmax> outputs() {
    return outputs;
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

  DoubleStream losses() {
    return IntStream.range(0, size()).mapToDouble(i -> outputs.get(i).crossEntropy(labels[i]));
  }

  /**
   * Computes precision and recall of a class at each threshold that makes a difference, as
   * scikit-learn's {@code precision_recall_curve}.
   *
   * @param name of the class
   * @return one row a probability that images have, from the lowest: {@code threshold}, {@code
   *     precision}, {@code recall}, {@code F1} as {@link Evaluation#threshold threshold} at it
   *     gives them, and {@code taken}, images taken for the class
   * @throws IllegalArgumentException if there is no such class
   */
  public Table thresholds(String name) {
    int label = Decisions.label(classes, name);
    double[] sure = outputs.stream().mapToDouble(output -> output.probability(label)).toArray();
    return Thresholds.of(name, sure, i -> labels[i] == label);
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
}
