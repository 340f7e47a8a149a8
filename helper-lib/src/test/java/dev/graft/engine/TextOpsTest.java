package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.graft.graph.Cut;
import dev.graft.graph.Embedding;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.TokenMean;
import dev.graft.graph.UnitLength;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.Agreement;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What reads ids and masks, by its definition, on both engines and compiled. */
class TextOpsTest {
  private static final int T = 4;
  private static final int C = 3;
  private static final List<String> ENGINES = Agreement.ENGINES;
  private static final dev.graft.graph.Shape ROW = dev.graft.graph.Shape.of(1, T);

  private static final float[] IDS = {5, 0, 5, 2, 6, 6, 6, 1};

  private static final Graph LOOK_UP =
      GraphBuilder.input("look", "ids", ROW).then("word", new Embedding(7, C)).build();
  private static final Graph MEAN = mean(0, T);

  private static Graph mean(int from, int to) {
    GraphBuilder net = GraphBuilder.input("mean", "x", dev.graft.graph.Shape.of(C, T));
    return net.input("mask", ROW).then("op", new TokenMean(from, to), "mask").build();
  }

  private static FloatBuffer direct(float... values) {
    return DirectFloats.of(values.length).put(values).flip();
  }

  private static FloatBuffer wave(int size) {
    FloatBuffer wave = DirectFloats.of(size);
    for (int i = 0; i < size; i++) {
      wave.put(i, (float) Math.sin(1.3 * i + 0.2));
    }
    return wave;
  }

  private static float[] run(Graph graph, StateDict weights, String engine, FloatBuffer... inputs) {
    int n = inputs[0].remaining() / Math.toIntExact(graph.inputShape().size());
    FloatBuffer y = DirectFloats.of(n * graph.outputShape().size());
    try (Body body = Bodies.on(graph, weights, engine)) {
      body.run(List.of(inputs), n, List.of(y));
    }
    float[] values = new float[y.capacity()];
    y.get(values);
    return values;
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void eachIdHasItsVector(String engine) {
    StateDict weights = TinyNetwork.weights(LOOK_UP, 1);
    float[] table = weights.get("word.weight").toArray();
    float[] y = run(LOOK_UP, weights, engine, direct(IDS));
    for (int i = 0; i < y.length; i++) {
      int id = (int) IDS[i / (C * T) * T + i % T];
      assertEquals(table[id * C + i / T % C], y[i], "at " + i);
    }
  }

  /** An id that stands there twice moves its vector twice. */
  @EngineSource
  void gradientsOfOneIdAddUp(String engine) {
    StateDict weights = TinyNetwork.weights(LOOK_UP, 1);
    Network network = new Network(LOOK_UP, weights, Set.of(), engine);
    FloatBuffer factors = wave(2 * C * T);
    float[] expected = new float[7 * C];
    for (int i = 0; i < factors.capacity(); i++) {
      int id = (int) IDS[i / (C * T) * T + i % T];
      expected[id * C + i / T % C] += factors.get(i);
    }
    try (LiveSlice slice = new LiveSlice(network, Cut.at("ids"), Set.of());
        NDManager batch = slice.batch()) {
      NDList ids = slice.upload(batch, List.of(direct(IDS)), Extent.of(2));
      NDArray factor = DeviceArrays.upload(batch, factors, 2, LOOK_UP.outputShape());
      try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
        NDArray y = slice.run(ids, Mode.training(1), Map.of());
        collector.backward(y.mul(factor).sum());
      }
      float[] gradient = slice.learned().get("word.weight").getGradient().toFloatArray();
      assertArrayEquals(expected, gradient, 1e-5f);
    }
  }

  /** Of three tokens, of one, and of none; what stands at the others does not matter. */
  @ParameterizedTest
  @FieldSource("ENGINES")
  void theMeanIsOfTokensThatAreThere(String engine) {
    float[] mask = {1, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    FloatBuffer x = wave(3 * C * T);
    check(MEAN, engine, x, mask, 0, T);
    check(mean(1, 3), engine, x, mask, 1, 3);
    check(mean(1, 2), engine, x, mask, 1, 2);
  }

  private static void check(
      Graph graph, String engine, FloatBuffer x, float[] mask, int from, int to) {
    float[] y = run(graph, StateDict.of(Map.of()), engine, x, direct(mask));
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      double count = 0;
      for (int t = from; t < to; t++) {
        sum += mask[i / C * T + t] * x.get(i * T + t);
        count += mask[i / C * T + t];
      }
      assertEquals(count == 0 ? 0 : sum / count, y[i], 1e-6, "at " + i);
    }
  }

  /** The gradient of a mean is spread over the tokens that are there. */
  @EngineSource
  void paddingMovesNothing(String engine) {
    float[] mask = {1, 0, 1, 1, 0, 1, 0, 0};
    FloatBuffer factors = wave(2 * C);
    float[] gradient = gradient(MEAN, engine, wave(2 * C * T), direct(mask), factors);
    for (int i = 0; i < gradient.length; i++) {
      int n = i / (C * T);
      double expected = factors.get(i / T) * mask[n * T + i % T] / (n == 0 ? 3 : 1);
      assertEquals(expected, gradient[i], 1e-6, "at " + i);
    }
  }

  /** A vector of zeros has no direction; it stays, and its gradient is a number. */
  @EngineSource
  void zerosHaveNoLength(String engine) {
    Graph graph =
        GraphBuilder.input("unit", "x", dev.graft.graph.Shape.of(C))
            .then("op", new UnitLength())
            .build();
    FloatBuffer x = direct(3, 0, 4, 0, 0, 0);
    for (String one : List.of(engine, Bodies.COMPILED)) {
      float[] y = run(graph, StateDict.of(Map.of()), one, x);
      assertArrayEquals(new float[] {0.6f, 0, 0.8f, 0, 0, 0}, y, 1e-6f, one);
    }
    float[] gradient = gradient(graph, engine, x, null, direct(1, 1, 1, 0, 0, 0));
    // (f − y · (f · y)) / |x| with f of ones
    assertArrayEquals(new float[] {0.032f, 0.2f, -0.024f, 0, 0, 0}, gradient, 1e-6f);
  }

  private static float[] gradient(
      Graph graph, String engine, FloatBuffer x, FloatBuffer mask, FloatBuffer factors) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDList inputs = new NDList(DeviceArrays.upload(manager, x, 2, graph.inputShape()));
      if (mask != null) {
        inputs.add(DeviceArrays.upload(manager, mask, 2, ROW));
      }
      NDArray factor = DeviceArrays.upload(manager, factors, 2, graph.outputShape());
      inputs.head().setRequiresGradient(true);
      Forward forward = new Forward(graph, Set.of(), Set.of(), ChosenWays.of(engine));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = forward.run(inputs, name -> null, Mode.training(1)).singletonOrThrow();
        collector.backward(y.mul(factor).sum());
      }
      return inputs.head().getGradient().toFloatArray();
    }
  }

  /** Tokens of two places of a network at once: each leaves the model as the graph says. */
  @EngineSource
  void severalTokensLeaveAtOnce(String engine) {
    GraphBuilder net = GraphBuilder.input("two", "ids", ROW).then("word", new Embedding(7, C));
    Graph two = net.linear("more", 5).build().until(new Cut(List.of("word", "more")));
    StateDict weights = TinyNetwork.weights(two, 1);
    List<FloatBuffer> results = new ArrayList<>();
    for (String one : List.of(engine, Bodies.COMPILED)) {
      List<FloatBuffer> out = List.of(DirectFloats.of(2 * C * T), DirectFloats.of(2 * 5 * T));
      try (Body body = Bodies.on(two, weights, one)) {
        body.run(List.of(direct(IDS)), 2, out);
      }
      results.addAll(out);
    }
    for (int value = 0; value < 2; value++) {
      for (int i = 0; i < results.get(value).capacity(); i++) {
        assertEquals(results.get(value).get(i), results.get(value + 2).get(i), 1e-5);
      }
    }
  }

  /** No engine and no runtime is asked for what is not in the table. */
  @ParameterizedTest
  @FieldSource("ENGINES")
  void whatIsNotInTheTableIsRefused(String engine) {
    StateDict weights = TinyNetwork.weights(LOOK_UP, 1);
    for (float wrong : new float[] {7, -1, 0.5f, Float.NaN, 1e30f}) {
      FloatBuffer ids = direct(0, 0, 0, 0, 0, 0, wrong, 0);
      String message = refused(() -> run(LOOK_UP, weights, engine, ids));
      String shown = wrong == (int) wrong ? "" + (int) wrong : "" + wrong;
      assertEquals(
          "ids of sample 1: " + shown + " at 2, must be a whole number from 0 to 6", message);
    }
    FloatBuffer x = wave(2 * C * T);
    assertEquals(
        "mask of sample 1: 2 at 3, must be 0 or 1",
        refused(
            () -> run(MEAN, StateDict.of(Map.of()), engine, x, direct(1, 1, 1, 1, 1, 1, 1, 2))));
  }

  @EngineSource
  void trainingRefusesItToo(String engine) {
    Network network = new Network(LOOK_UP, TinyNetwork.weights(LOOK_UP, 1), Set.of(), engine);
    String message = "ids of sample 0: 7 at 1, must be a whole number from 0 to 6";
    FloatBuffer ids = direct(1, 7, 1, 1);
    try (LiveSlice slice = new LiveSlice(network, Cut.at("ids"), Set.of());
        NDManager batch = slice.batch()) {
      assertEquals(message, refused(() -> slice.upload(batch, List.of(ids), Extent.of(1))));
      GraphBlock block = new GraphBlock(LOOK_UP, network.weights(), Set.of(), batch);
      block.initialize(batch, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(1, 1, T));
      NDList wrong = new NDList(DeviceArrays.upload(batch, ids, 1, ROW));
      assertEquals(
          message, refused(() -> block.forward(new ParameterStore(batch, false), wrong, false)));
    }
  }

  private static String refused(org.junit.jupiter.api.function.Executable computation) {
    return assertThrows(IllegalArgumentException.class, computation).getMessage();
  }

  /** What passes a cut uncomputed is left out of what is compiled. */
  @Test
  void noModelGivesItsInput() {
    Graph rest = LOOK_UP.until(new Cut(List.of("ids", "word")));
    StateDict weights = TinyNetwork.weights(LOOK_UP, 1);
    assertEquals(
        "\"ids\" of look (1, 4) -> (3, 4) is an input, which no model can give",
        refused(() -> Bodies.on(rest, weights, Bodies.COMPILED)));
  }
}
