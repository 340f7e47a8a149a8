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
import dev.graft.infer.read.OnnxTokens;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What torch recorded beside an ONNX file, and how far Graft's layers are from it. */
public final class OnnxAgreement {
  private final JsonNode recorded;
  private final Graph graph;
  private final StateDict weights;
  private final List<float[]> inputs = new ArrayList<>();
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
    if (recorded.has("ids")) {
      OnnxTokens read =
          OnnxTokens.read(file, name, Optional.empty(), recorded.get("tokens").asInt());
      graph = read.graph();
      weights = read.weights();
      batch = recorded.get("ids").size();
      inputs.add(flat(recorded.get("ids")));
      inputs.add(flat(recorded.get("mask")));
    } else {
      JsonNode shape = recorded.get("shape");
      int height = shape.get(2).asInt();
      int width = shape.get(3).asInt();
      OnnxLayers read = OnnxLayers.read(file, name, Optional.empty(), height, width);
      graph = read.graph();
      weights = read.weights();
      batch = shape.get(0).asInt();
      inputs.add(wave(batch * read.input().size(), 0.37, 0));
    }
  }

  private static float[] flat(JsonNode rows) {
    int length = rows.get(0).size();
    float[] all = new float[rows.size() * length];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows.get(i / length).get(i % length).floatValue();
    }
    return all;
  }

  public Graph graph() {
    return graph;
  }

  /**
   * Computes all samples and compares them.
   *
   * @param engine MXNet, PyTorch or compiled
   * @return the largest difference, beside the largest value
   */
  public double forward(String engine) {
    JsonNode wanted = recorded.get("output");
    int each = Math.toIntExact(graph.outputShape().size());
    FloatBuffer y = DirectFloats.of((long) batch * each);
    try (Body body = Bodies.on(graph, weights, engine)) {
      if (wanted.size() != batch * each) {
        throw new IllegalStateException("it gives " + graph.outputShape());
      }
      body.run(inputs(), batch, List.of(y));
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
    Network network = new Network(graph, weights, Set.of(), engine);
    Map<String, Double> off = new HashMap<>();
    if (recorded.get("gradients").isEmpty()) {
      return off;
    }
    Cut start = new Cut(graph.inputs());
    double largest = 0;
    for (JsonNode pair : recorded.get("gradients")) {
      largest = Math.max(largest, pair.get(1).asDouble());
    }
    double least = 1e-5 * largest;
    try (LiveSlice live = new LiveSlice(network, start, Set.of());
        NDManager sub = live.batch()) {
      NDList x = live.upload(sub, inputs(), Extent.of(batch));
      try (GradientCollector collector = sub.getEngine().newGradientCollector()) {
        NDArray y = live.run(x, Mode.training(1), Map.of());
        collector.backward(y.reshape(-1).mul(sub.create(wave(y.size(), 0.7, 1))).sum());
      }
      live.learned()
          .forEach(
              (name, array) -> {
                JsonNode pair = recorded.get("gradients").get(name);
                if (pair != null && pair.get(1).asDouble() > least && alike(array, pair)) {
                  off.put(name, off(array.getGradient().toFloatArray(), pair));
                }
              });
    }
    return off;
  }

  /** A table that was laid out entry by entry has the name, but other numbers. */
  private static boolean alike(NDArray array, JsonNode pair) {
    return pair.size() < 3 || pair.get(2).asLong() == array.size();
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

  private List<FloatBuffer> inputs() {
    return inputs.stream().map(x -> DirectFloats.of(x.length).put(0, x)).toList();
  }

  private static float[] wave(long count, double frequency, double phase) {
    float[] wave = new float[Math.toIntExact(count)];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = (float) Math.sin(frequency * i + phase);
    }
    return wave;
  }
}
