package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Weights for training from scratch: convolutions and dense layers normal with variance {@code 2 /
 * fan-out} (He et al. 2015, equation 14), normalizations at 1 and 0.
 */
final class RandomWeights {
  private RandomWeights() {}

  static StateDict of(Graph graph, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph.parameters().forEach((name, p) -> tensors.put(name, tensor(name, p, seed)));
    return StateDict.of(tensors);
  }

  private static Tensor tensor(String name, Parameter parameter, long seed) {
    Shape shape = parameter.shape();
    if (shape.rank() == 1) {
      boolean one = name.endsWith(".weight") || name.endsWith(".running_var");
      return Tensor.filled(shape, one ? 1 : 0);
    }
    var random = new Random(seed ^ ((long) name.hashCode() << 16));
    long fanOut = shape.size() / shape.get(1);
    boolean depthwise = shape.get(1) == 1 && shape.rank() == 4;
    double deviation = Math.sqrt(2.0 / (depthwise ? fanOut / shape.get(0) : fanOut));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return Tensor.of(shape, values);
  }
}
