package dev.graft.train;

import dev.graft.evaluate.Metric;
import dev.graft.evaluate.Metrics;
import dev.graft.evaluate.OneLogit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of the images of an epoch so far: their mean loss, where each counts by the weights
 * of its classes, and figures, where each counts once.
 */
final class Tally {
  /** The figure that is counted unasked. */
  static final Metric ACCURACY = Metrics.accuracy();

  private final Map<String, Metric.Counts> figures = new LinkedHashMap<>();
  private double loss;
  private double weight;
  private int images;

  /**
   * @param watched figures beside the accuracy
   * @param classes how many
   */
  Tally(List<Metric> watched, int classes) {
    figures.put(ACCURACY.name(), ACCURACY.start(classes));
    watched.forEach(metric -> figures.put(metric.name(), metric.start(classes)));
  }

  /**
   * All that a tally has counted.
   *
   * @param loss sum of losses times weights
   * @param weight sum of weights
   * @param images how many
   * @param figures by name, what their counts hold
   */
  record State(double loss, double weight, int images, Map<String, double[]> figures) {
    static final State NONE = new State(0, 0, 0, Map.of());
  }

  /**
   * Adds a batch.
   *
   * @param outputs {@code (N, classes)}, or {@code (N, 1)} for a binary head
   * @param labels N of them
   * @param meanLoss over the batch
   * @param batch over how much that is the mean: {@link Targets#weight}
   */
  void add(float[] outputs, int[] labels, double meanLoss, double batch) {
    int width = outputs.length / labels.length;
    for (int i = 0; i < labels.length; i++) {
      float[] logits = OneLogit.row(outputs, i, width);
      for (Metric.Counts counts : figures.values()) {
        counts.add(logits, labels[i]);
      }
    }
    loss += meanLoss * batch;
    weight += batch;
    images += labels.length;
  }

  double loss() {
    return images == 0 ? Double.NaN : loss / weight;
  }

  double accuracy() {
    return figures.get(ACCURACY.name()).value();
  }

  /** The figures so far, the accuracy first. */
  Map<String, Double> figures() {
    Map<String, Double> values = new LinkedHashMap<>();
    figures.forEach((name, counts) -> values.put(name, counts.value()));
    return values;
  }

  State state() {
    Map<String, double[]> counted = new LinkedHashMap<>();
    figures.forEach((name, counts) -> counted.put(name, counts.state()));
    return new State(loss, weight, images, counted);
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException when a figure lacks there, or has counted otherwise
   */
  void restore(State state) {
    loss = state.loss();
    weight = state.weight();
    images = state.images();
    if (images > 0) {
      figures.forEach((name, counts) -> counts.restore(counted(name, counts, state)));
    }
  }

  private static double[] counted(String name, Metric.Counts counts, State state) {
    double[] found = state.figures().get(name);
    int expected = counts.state().length;
    if (found == null || found.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the epoch under way has not counted \"%s\": %s numbers, expected %d; watch what the"
                  + " run watched, or begin in another folder",
              name,
              found == null ? "no" : found.length,
              expected));
    }
    return Arrays.copyOf(found, expected);
  }
}
