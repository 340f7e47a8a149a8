package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the engines make of a graph, against ONNX Runtime and against finite differences. */
class ForwardTest {
  private static final int N = 5;

  private static FloatBuffer pixels() {
    FloatBuffer pixels = DirectFloats.of(N * 3L * TinyNetwork.SIZE * TinyNetwork.SIZE);
    Random random = new Random(3);
    while (pixels.hasRemaining()) {
      pixels.put((float) random.nextGaussian());
    }
    return pixels.clear();
  }

  private static float[] run(Graph graph, StateDict weights, String engine) {
    try (Body body = Bodies.on(graph, weights, engine)) {
      FloatBuffer output = DirectFloats.of(N * body.outputShape().size());
      body.run(pixels(), N, output);
      float[] values = new float[output.capacity()];
      output.get(0, values);
      return values;
    }
  }

  @EngineSource
  void everyStageEqualsTheCompiledOne(String engine) {
    Graph graph = TinyNetwork.graph(3);
    StateDict weights = TinyNetwork.weights(graph, 1);
    for (String stage : new String[] {"stem", "block1", "block2", "head"}) {
      Graph slice = graph.until(stage);
      assertArrayEquals(
          run(slice, weights, Bodies.COMPILED), run(slice, weights, engine), 2e-5f, stage);
    }
  }

  @EngineSource
  void gradientsEqualFiniteDifferences(String engine) {
    Network network = TinyNetwork.network(engine);
    try (LiveSlice slice = new LiveSlice(network, Cut.at("input"), Set.of());
        NDManager manager = slice.batch()) {
      NDList x = slice.upload(manager, List.of(pixels()), Extent.of(N));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(slice.run(x, Mode.training(9), Map.of()).square().mean());
      }
      for (String name :
          new String[] {
            "conv1.weight", "bn1.weight", "bn2.bias", "dw1.weight", "bn6.bias", "head.dense1.bias"
          }) {
        float[] gradient = slice.learned().get(name).getGradient().toFloatArray();
        int at = gradient.length / 2;
        double expected = difference(network, name, at);
        assertEquals(expected, gradient[at], 2e-3 + 0.02 * Math.abs(expected), name);
      }
    }
  }

  private static double difference(Network network, String name, int at) {
    double step = 1e-2;
    return (loss(network, name, at, step) - loss(network, name, at, -step)) / (2 * step);
  }

  private static double loss(Network network, String name, int at, double step) {
    Tensor tensor = network.weights().get(name);
    float[] values = tensor.toArray();
    values[at] += (float) step;
    StateDict nudged = network.weights().with(Map.of(name, Tensor.of(tensor.shape(), values)));
    Network other = new Network(network.graph(), nudged, network.frozen(), network.engine());
    try (LiveSlice slice = new LiveSlice(other, Cut.at("input"), Set.of());
        NDManager manager = slice.batch()) {
      NDList x = slice.upload(manager, List.of(pixels()), Extent.of(N));
      return slice.run(x, Mode.training(9), Map.of()).square().mean().getFloat();
    }
  }

  @EngineSource
  void trainingCapsAtSixAndOnlyWhatLiesBetweenHasAGradient(String engine) {
    GraphBuilder net = GraphBuilder.input("tiny", 1, 1, 4);
    Graph graph = net.pointwise("pw", 1).batchNorm("bn", 0).relu6("act").head();
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      Map<String, NDArray> arrays = new HashMap<>();
      graph
          .parameters()
          .forEach((name, p) -> arrays.put(name, manager.ones(new Shape(p.shape().toArray()))));
      NDArray bias = arrays.get("bn.bias");
      bias.setRequiresGradient(true);
      NDArray x = manager.create(new float[] {-3, 0.5f, 3, 8}, new Shape(1, 1, 1, 4));
      Forward forward = new Forward(graph, Set.of(), Set.of(), ChosenWays.of(engine));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = forward.run(x, arrays::get, Mode.training(0));
        collector.backward(y.sum());
        assertArrayEquals(new float[] {0, 0.5f, 3, 6}, y.toFloatArray());
      }
      assertArrayEquals(new float[] {2}, bias.getGradient().toFloatArray());
    }
  }

  @EngineSource
  void dropoutDependsOnItsSeedAlone(String engine) {
    Network network = TinyNetwork.network(engine);
    try (LiveSlice slice = new LiveSlice(network, Cut.at("input"), Set.of());
        NDManager manager = slice.batch()) {
      NDList x = slice.upload(manager, List.of(pixels()), Extent.of(N));
      float[] once = slice.run(x, Mode.training(9), Map.of()).toFloatArray();
      float[] again = slice.run(x, Mode.training(9), Map.of()).toFloatArray();
      float[] other = slice.run(x, Mode.training(10), Map.of()).toFloatArray();
      assertArrayEquals(once, again);
      assertEquals(false, java.util.Arrays.equals(once, other));
    }
  }

  @Test
  void theBoundaryFollowsTheFrozenStages() {
    assertEquals(Cut.at("input"), TinyNetwork.network("MXNet").boundary());
    assertEquals(Cut.at("act1"), TinyNetwork.network("MXNet", "stem").boundary());
    assertEquals(Cut.at("input"), TinyNetwork.network("MXNet", "block1").boundary());
    assertEquals(Cut.at("bn3"), TinyNetwork.network("MXNet", "stem", "block1").boundary());
    assertEquals(
        Cut.at("head.pool"), TinyNetwork.network("MXNet", "stem", "block1", "block2").boundary());
  }
}
