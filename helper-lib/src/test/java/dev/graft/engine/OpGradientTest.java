package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.graph.Activation;
import dev.graft.graph.Attention;
import dev.graft.graph.AveragePool;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.NearestRows;
import dev.graft.graph.Padding;
import dev.graft.graph.PatchMerging;
import dev.graft.graph.Position;
import dev.graft.graph.Prefix;
import dev.graft.graph.Rescale;
import dev.graft.graph.Resize;
import dev.graft.graph.Segment;
import dev.graft.graph.TokenMean;
import dev.graft.graph.Tokens;
import dev.graft.graph.UnitLength;
import dev.graft.graph.WindowAttention;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each op on both engines: its values are the compiled ones, its gradients their differences. */
class OpGradientTest {

  static Stream<Arguments> ops() {
    return Stream.of(
            start("pixels").linear("op", 4).build(),
            start("vector").globalAveragePool("pool").linear("op", 4).build(),
            start("layer_norm").then("op", new LayerNorm(3, 1e-2)).build(),
            start("vector_norm").flatten("f").then("op", new LayerNorm(60, 1e-2)).build(),
            start("layer_scale").then("op", new LayerScale(3)).build(),
            start("rescale").flatten("f").linear("l", 4).then("op", new Rescale(4)).build(),
            start("gelu").activation("op", Activation.Function.GELU).build(),
            start("gelu_tanh").activation("op", Activation.Function.GELU_TANH).build(),
            start("unscaled").then("op", new BatchNorm(3, 0.1, BatchNorm.Scale.ONE)).build(),
            start("folded")
                .pointwise("conv", 3)
                .then("op", new BatchNorm(3, 0.1, BatchNorm.Scale.ONE))
                .build(),
            start("row")
                .then("op", new Conv(3, 2, 1, 3, 1, new Padding(0, 1, 0, 1), 1, false))
                .build(),
            start("average")
                .then("op", new AveragePool(2, 2, 0, AveragePool.Border.COUNTED))
                .build(),
            start("larger").then("op", new Resize(8, 10)).build(),
            start("odd").pointwise("a", 2).then("op", new Resize(7, 13)).build(),
            start("smaller").then("op", new Resize(3, 2)).build(),
            start("concat").pointwise("a", 2).concat("op", List.of("a", "input")).build(),
            tokens("tokens").build(),
            tokens("prefix").then("op", new Prefix(3, 2)).build(),
            tokens("position").then("op", new Position(3, 20)).build(),
            tokens("short").then("op", new Position(3, 23)).build(),
            tokens("segment").then("op", new Segment(3, 2)).build(),
            start("unit").flatten("f").linear("l", 4).then("op", new UnitLength()).build(),
            start("rows").flatten("f").linear("l", 4).then("op", new NearestRows(4, 6, 3)).build(),
            tokens("matrix").linear("op", 4).build(),
            tokens("norm").then("op", new LayerNorm(3, 1e-2)).build(),
            tokens("scale").then("op", new LayerScale(3)).build(),
            tokens("attention").linear("qkv", 12).then("op", new Attention(2)).build(),
            start("window").then("op", new WindowAttention(3, 1, 3, 0)).build(),
            start("shifted")
                .pointwise("wide", 4)
                .then("op", new WindowAttention(4, 2, 3, 1))
                .build(),
            start("high").then("op", new WindowAttention(3, 3, 4, 2)).build(),
            start("merged").then("op", new PatchMerging()).build(),
            tokens("class").then("op", new TokenMean(0, 1)).build(),
            tokens("mean").then("op", new TokenMean(1, 20)).build(),
            tokens("all").globalAveragePool("op").build(),
            tokens("flat").flatten("f").linear("op", 2).build(),
            tokens("wide").linear("a", 2).concat("op", List.of("a", "t")).build(),
            means("both").concat("op", List.of("first", "rest")).build())
        .flatMap(
            graph ->
                Stream.of(Engines.MXNET, Engines.PYTORCH)
                    .map(engine -> Arguments.of(graph, engine)));
  }

  private static GraphBuilder tokens(String name) {
    return start(name).then("t", new Tokens());
  }

  private static GraphBuilder means(String name) {
    GraphBuilder net = tokens(name).then("first", new TokenMean(0, 1));
    return net.from("t").then("rest", new TokenMean(1, 20));
  }

  private static GraphBuilder start(String name) {
    return GraphBuilder.input(name, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("ops")
  void valuesAndGradients(Graph graph, String engine) {
    check(graph, engine);
  }

  /** Compares values with the compiled ones, gradients with differences. */
  static void check(Graph graph, String engine) {
    StateDict weights = TinyNetwork.weights(graph, 5);
    FloatBuffer pixels = wave(graph.inputShape().size(), 0.7);
    FloatBuffer factors = wave(graph.outputShape().size(), 1.3);
    Map<String, NDArray> arrays = new HashMap<>();
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      weights
          .tensors()
          .forEach(
              (name, tensor) -> {
                arrays.put(name, DeviceArrays.upload(manager, tensor));
                arrays.get(name).setRequiresGradient(graph.parameters().get(name).learned());
              });
      NDArray x = DeviceArrays.upload(manager, pixels, 1, graph.inputShape());
      x.setRequiresGradient(true);
      Forward forward = new Forward(graph, Set.of(), Set.of(), ChosenWays.of(engine));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = forward.run(x, arrays::get, Mode.training(1));
        NDArray loss = y.mul(DeviceArrays.upload(manager, factors, 1, graph.outputShape())).sum();
        assertEquals(loss(graph, weights, pixels, factors), loss.getFloat(), 1e-4);
        collector.backward(loss);
      }
      float[] gradient = x.getGradient().toFloatArray();
      for (int at = 0; at < gradient.length; at += 7) {
        double expected = difference(graph, weights, "", at, pixels, factors);
        assertEquals(expected, gradient[at], 2e-3, "input " + at);
      }
      for (String name : weights.names()) {
        if (graph.parameters().get(name).learned()) {
          float[] learned = arrays.get(name).getGradient().toFloatArray();
          int at = learned.length / 2;
          double expected = difference(graph, weights, name, at, pixels, factors);
          assertEquals(expected, learned[at], 2e-3 + 1e-3 * Math.abs(expected), name);
        }
      }
    }
  }

  /** Nudges one element, of a parameter or where the name is empty of the input. */
  private static double difference(
      Graph graph,
      StateDict weights,
      String name,
      int at,
      FloatBuffer pixels,
      FloatBuffer factors) {
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      float step = side == 0 ? -1e-2f : 1e-2f;
      FloatBuffer input = DirectFloats.of(pixels.capacity()).put(0, pixels, 0, pixels.capacity());
      StateDict nudged = weights;
      if (name.isEmpty()) {
        input.put(at, input.get(at) + step);
      } else {
        Tensor tensor = weights.get(name);
        float[] values = tensor.toArray();
        values[at] += step;
        nudged = weights.with(Map.of(name, Tensor.of(tensor.shape(), values)));
      }
      losses[side] = loss(graph, nudged, input, factors);
    }
    return (losses[1] - losses[0]) / 2e-2;
  }

  private static double loss(
      Graph graph, StateDict weights, FloatBuffer pixels, FloatBuffer factors) {
    FloatBuffer output = DirectFloats.of(factors.capacity());
    try (Body body = Bodies.on(graph, weights, Bodies.COMPILED)) {
      body.run(pixels, 1, output);
    }
    double loss = 0;
    for (int i = 0; i < factors.capacity(); i++) {
      loss += (double) factors.get(i) * output.get(i);
    }
    return loss;
  }

  private static FloatBuffer wave(long size, double frequency) {
    FloatBuffer wave = DirectFloats.of(size);
    for (int i = 0; i < size; i++) {
      wave.put(i, (float) Math.sin(frequency * i + 0.3));
    }
    return wave;
  }
}
