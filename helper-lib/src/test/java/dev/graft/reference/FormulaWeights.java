package dev.graft.reference;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** The weights that {@code reference.formula} gives in Python, bit for bit. */
public final class FormulaWeights {
  private static final Set<String> POSITIVE =
      Set.of("weight", "running_var", "gamma", "moving_variance");

  private FormulaWeights() {}

  /** Fills every parameter of a graph. */
  public static StateDict of(Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph.parameters().forEach((name, p) -> tensors.put(name, tensor(name, p.shape())));
    return StateDict.of(tensors);
  }

  /** Fills one tensor; the name may be Keras's, the shape is torch's. */
  public static Tensor tensor(String name, Shape shape) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    long size = shape.size();
    boolean matrix = shape.rank() > 1;
    boolean positive = POSITIVE.contains(name.replaceAll(".*[./]", ""));
    double bound = Math.sqrt(6.0 * shape.get(0) / size);
    float[] values = new float[Math.toIntExact(size)];
    for (int i = 0; i < values.length; i++) {
      double u = uniform((crc.getValue() << 32) + i);
      double value = matrix ? (2 * u - 1) * bound : positive ? 0.75 + 0.5 * u : 0.4 * u - 0.2;
      values[i] = (float) value;
    }
    return Tensor.of(shape, values);
  }

  /** SplitMix64, the upper 24 bits. */
  private static double uniform(long index) {
    long z = index * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 40) / 0x1p24;
  }
}
