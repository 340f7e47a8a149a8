package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Classes;
import dev.graft.evaluate.Metric;
import dev.graft.evaluate.Metrics;
import dev.graft.evaluate.OneLogit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The accuracy, and the metrics that are watched beside it. */
final class ClassScore implements Score {
  private static final Metric ACCURACY = Metrics.accuracy();

  private final Map<String, Metric.Counts> figures = new LinkedHashMap<>();

  /**
   * @param watched figures beside the accuracy
   * @param classes how many
   */
  ClassScore(List<Metric> watched, int classes) {
    figures.put(ACCURACY.name(), ACCURACY.start(classes));
    watched.forEach(metric -> figures.put(metric.name(), metric.start(classes)));
  }

  /** Outputs are {@code (N, classes)}, or {@code (N, 1)} of a binary head. */
  @Override
  public void add(float[] outputs, Answers answers) {
    int[] labels = ((Classes) answers).labels();
    int width = outputs.length / labels.length;
    for (int i = 0; i < labels.length; i++) {
      float[] logits = OneLogit.row(outputs, i, width);
      for (Metric.Counts counts : figures.values()) {
        counts.add(logits, labels[i]);
      }
    }
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> values = new LinkedHashMap<>();
    figures.forEach((name, counts) -> values.put(name, counts.value()));
    return values;
  }

  @Override
  public Map<String, double[]> state() {
    Map<String, double[]> counted = new LinkedHashMap<>();
    figures.forEach((name, counts) -> counted.put(name, counts.state()));
    return counted;
  }

  @Override
  public void restore(Map<String, double[]> state) {
    figures.forEach((name, counts) -> counts.restore(counted(name, counts, state)));
  }

  private static double[] counted(String name, Metric.Counts counts, Map<String, double[]> state) {
    double[] found = state.get(name);
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
