package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Weights for training from scratch: convolutions and dense layers normal with variance {@code 2 /
 * fan-out} (He et al. 2015, equation 14), normalizations at 1 and 0, layer scales at 1e-6, learned
 * tokens and positions normal with deviation 0.02 (as timm 1.0.31 draws positions).
 */
final class RandomWeights {
  private static final double TOKEN = 0.02;

  private RandomWeights() {}

  /** Draws those of a graph's parameters that are wanted. */
  static StateDict of(Graph graph, long seed, Set<String> wanted) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph.parameters().entrySet().stream()
        .filter(entry -> wanted.contains(entry.getKey()))
        .forEach(e -> tensors.put(e.getKey(), tensor(e.getKey(), e.getValue(), seed)));
    return StateDict.of(tensors);
  }

  private static Tensor tensor(String name, Parameter parameter, long seed) {
    Shape shape = parameter.shape();
    if (shape.rank() == 1) {
      boolean one = name.endsWith(".weight") || name.endsWith(".running_var");
      return Tensor.filled(shape, one ? 1 : 0);
    }
    if (name.endsWith(".layer_scale")) {
      return Tensor.filled(shape, 1e-6f);
    }
    if (parameter.name().equals(Parameter.NODE)) {
      return normal(name, shape, seed, TOKEN);
    }
    long fanOut = shape.size() / shape.get(1);
    boolean depthwise = shape.get(1) == 1 && shape.rank() == 4;
    double deviation = Math.sqrt(2.0 / (depthwise ? fanOut / shape.get(0) : fanOut));
    return normal(name, shape, seed, deviation);
  }

  private static Tensor normal(String name, Shape shape, long seed, double deviation) {
    var random = new Random(seed ^ ((long) name.hashCode() << 16));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return Tensor.of(shape, values);
  }
}
