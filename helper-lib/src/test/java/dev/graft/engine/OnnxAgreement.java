package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.memory.DirectFloats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What torch recorded beside an ONNX file, and how far Graft's layers are from it. */
public final class OnnxAgreement {
  private final JsonNode recorded;
  private final OnnxLayers layers;
  private final int batch;

  /**
   * Reads a file and what {@code record_onnx_layers.py} wrote beside it.
   *
   * @param file NAME.onnx, beside it NAME.json
   */
  public OnnxAgreement(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    try {
      recorded = new ObjectMapper().readTree(file.resolveSibling(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode shape = recorded.get("shape");
    batch = shape.get(0).asInt();
    layers =
        OnnxLayers.read(file, name, Optional.empty(), shape.get(2).asInt(), shape.get(3).asInt());
  }

  public OnnxLayers layers() {
    return layers;
  }

  /**
   * Computes all samples and compares them.
   *
   * @param engine MXNet, PyTorch or compiled
   * @return the largest difference, beside the largest value
   */
  public double forward(String engine) {
    Graph graph = layers.graph();
    JsonNode wanted = recorded.get("output");
    int each = Math.toIntExact(graph.outputShape().size());
    FloatBuffer y = DirectFloats.of((long) batch * each);
    try (Body body = Bodies.on(graph, layers.weights(), engine)) {
      if (wanted.size() != batch * each) {
        throw new IllegalStateException("it gives " + graph.outputShape());
      }
      body.run(List.of(input()), batch, List.of(y));
    }
    double most = 0;
    double off = 0;
    for (int i = 0; i < wanted.size(); i++) {
      most = Math.max(most, Math.abs(wanted.get(i).asDouble()));
      double difference = Math.abs(wanted.get(i).asDouble() - y.get(i));
      off = difference <= off ? off : difference; // NaN too
    }
    return off / most;
  }

  /**
   * Computes one step's gradients and compares those that the file has under torch's names.
   *
   * @param engine MXNet or PyTorch
   * @return the largest difference, beside the gradient's norm, of each parameter
   */
  public Map<String, Double> gradients(String engine) {
    Graph graph = layers.graph();
    Network network = new Network(graph, layers.weights(), Set.of(), engine);
    Map<String, Double> off = new HashMap<>();
    if (recorded.get("gradients").isEmpty()) {
      return off;
    }
    Cut start = Cut.at(graph.inputs().get(0));
    double largest = 0;
    for (JsonNode pair : recorded.get("gradients")) {
      largest = Math.max(largest, pair.get(1).asDouble());
    }
    double least = 1e-5 * largest;
    try (LiveSlice live = new LiveSlice(network, start, Set.of());
        NDManager sub = live.batch()) {
      NDList x = live.upload(sub, List.of(input()), Extent.of(batch));
      try (GradientCollector collector = sub.getEngine().newGradientCollector()) {
        NDArray y = live.run(x, Mode.training(1), Map.of());
        collector.backward(y.reshape(-1).mul(sub.create(wave(y.size(), 0.7, 1))).sum());
      }
      live.learned()
          .forEach(
              (name, array) -> {
                JsonNode pair = recorded.get("gradients").get(name);
                if (pair != null && pair.get(1).asDouble() > least) {
                  off.put(name, off(array.getGradient().toFloatArray(), pair));
                }
              });
    }
    return off;
  }

  private static double off(float[] gradient, JsonNode pair) {
    double sum = 0;
    double square = 0;
    float[] wave = wave(gradient.length, 0.9, 1);
    for (int i = 0; i < gradient.length; i++) {
      sum += (double) gradient[i] * wave[i];
      square += (double) gradient[i] * gradient[i];
    }
    double norm = pair.get(1).asDouble();
    double projected = Math.abs(sum - pair.get(0).asDouble());
    return Math.max(projected, Math.abs(Math.sqrt(square) - norm)) / norm;
  }

  private FloatBuffer input() {
    float[] wave = wave(batch * layers.input().size(), 0.37, 0);
    return DirectFloats.of(wave.length).put(0, wave);
  }

  private static float[] wave(long count, double frequency, double phase) {
    float[] wave = new float[Math.toIntExact(count)];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = (float) Math.sin(frequency * i + phase);
    }
    return wave;
  }
}
