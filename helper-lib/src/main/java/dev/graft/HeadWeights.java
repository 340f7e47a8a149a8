package dev.graft;

import dev.graft.data.Scale;
import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a fresh head begins with, drawn from its seed. */
final class HeadWeights {
  /** Dimensions of a convolution's weights: out, in, height, width. */
  private static final int KERNEL = 4;

  private HeadWeights() {}

  /** Draws the weights of a head within a graph. */
  static Map<String, Tensor> of(Head head, Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (name.startsWith("head.")) {
                tensors.put(name, drawn(head, name, parameter));
              }
            });
    return tensors;
  }

  private static Tensor drawn(Head head, String name, Parameter parameter) {
    Shape shape = parameter.shape();
    if (head.scale().isPresent() && name.startsWith(Head.RESCALE)) {
      Scale its = head.scale().get();
      return numbers(parameter.name().equals("scale") ? its.deviations() : its.means());
    }
    if (shape.rank() == 1) { // a bias, or a normalization that changes nothing yet
      boolean one = name.endsWith(".weight") || name.endsWith(".running_var");
      return Tensor.filled(shape, one ? 1 : 0);
    }
    if (name.equals(Head.CLASSIFIER + ".weight")) {
      return Tensor.filled(shape, 0);
    }
    var random = new SplittableRandom(head.seed() ^ name.hashCode());
    double bound =
        shape.rank() == KERNEL
            ? Math.sqrt(6.0 / (shape.get(1) * shape.get(2) * shape.get(3)))
            : Math.sqrt(6.0 / (shape.get(0) + shape.get(1)));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return Tensor.of(shape, values);
  }

  private static Tensor numbers(List<Double> values) {
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i).floatValue();
    }
    return Tensor.of(Shape.of(all.length), all);
  }
}
