package dev.graft.train;

import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Long counts of an epoch under way as tensors of a checkpoint: what JSON says is bounded. They are
 * numbers that a float holds.
 */
final class TallyTensors {
  static final String PREFIX = "tally/";
  private static final int LONG = 1000;

  private TallyTensors() {}

  private static boolean isLong(double... counted) {
    return counted.length > LONG && Arrays.stream(counted).allMatch(v -> (float) v == v);
  }

  /** Gives the long counts, by the name of their figure. */
  static Map<String, Tensor> of(Tally.State tally) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tally
        .figures()
        .forEach(
            (name, counted) -> {
              if (isLong(counted)) {
                tensors.put(PREFIX + name, tensor(counted));
              }
            });
    return tensors;
  }

  private static Tensor tensor(double... counted) {
    float[] values = new float[counted.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) counted[i];
    }
    return Tensor.of(Shape.of(values.length), values);
  }

  /** Leaves the long counts out. */
  static Tally.State rest(Tally.State tally) {
    Map<String, double[]> figures = new LinkedHashMap<>(tally.figures());
    figures.values().removeIf(TallyTensors::isLong);
    return new Tally.State(tally.loss(), tally.weight(), tally.inputs(), figures);
  }

  /** Puts the long counts back. */
  static Tally.State joined(Tally.State rest, Map<String, Tensor> tensors) {
    Map<String, double[]> figures = new LinkedHashMap<>(rest.figures());
    LearnerState.under(PREFIX, tensors)
        .forEach((name, tensor) -> figures.put(name, counted(name, tensor)));
    return new Tally.State(rest.loss(), rest.weight(), rest.inputs(), figures);
  }

  private static double[] counted(String name, Tensor tensor) {
    if (tensor.shape().rank() != 1) {
      throw new IllegalArgumentException(
          "the checkpoint's count %s is %s, must be a list"
              .formatted(Excerpt.quoted(name), tensor.shape()));
    }
    float[] values = tensor.toArray();
    double[] counted = new double[values.length];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = values[i];
    }
    return counted;
  }
}
