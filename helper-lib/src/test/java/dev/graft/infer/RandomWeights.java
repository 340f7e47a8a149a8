package dev.graft.infer;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Weights from a seed that keep activations near 1. */
final class RandomWeights {
  private RandomWeights() {}

  static StateDict of(Graph graph, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            (name, p) -> {
              float[] values = new float[Math.toIntExact(p.shape().size())];
              for (int i = 0; i < values.length; i++) {
                values[i] = value(p, random);
              }
              tensors.put(name, Tensor.of(p.shape(), values));
            });
    return StateDict.of(tensors);
  }

  private static float value(Parameter p, Random random) {
    if (p.name().equals("running_var")) {
      return 0.5f + random.nextFloat();
    }
    if (p.shape().rank() == 1) {
      return (float)
          (p.name().equals("weight")
              ? 1 + 0.2 * random.nextGaussian()
              : random.nextGaussian() * 0.2);
    }
    double fan = p.shape().size() / (double) p.shape().get(0);
    return (float) (random.nextGaussian() / Math.sqrt(fan));
  }
}
