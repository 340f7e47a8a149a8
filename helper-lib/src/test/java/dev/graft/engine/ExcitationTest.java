package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import java.util.Set;

/** What squeeze-and-excitation is made of: values and gradients by hand. */
class ExcitationTest {

  private static void assertGives(
      String engine, Graph graph, float[] x, float[] values, float[] gradient) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      long batch = x.length / graph.inputShape().size();
      NDArray in = manager.create(x, new Shape(graph.inputShape().batch(batch)));
      in.setRequiresGradient(true);
      Forward forward = new Forward(graph, Set.of(), Set.of(), ChosenWays.of(engine));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = forward.run(in, name -> in, Mode.training(0));
        collector.backward(y.sum());
        assertArrayEquals(values, y.toFloatArray(), 1e-6f);
      }
      assertArrayEquals(gradient, in.getGradient().toFloatArray(), 1e-6f);
    }
  }

  /** Torch gives the same. */
  @EngineSource
  void siluIsTheInputTimesItsSigmoid(String engine) {
    assertGives(
        engine,
        GraphBuilder.input("silu", 1, 1, 3).activation("act", Function.SILU).build(),
        new float[] {-1, 0, 2},
        new float[] {-0.26894142f, 0, 1.7615942f},
        new float[] {0.07232949f, 0.5f, 1.0907843f});
  }

  /** Channel times its mean: the sum over n pixels is (Σx)² / n, its gradient twice the mean. */
  @EngineSource
  void eachChannelOfEachSampleHasItsFactor(String engine) {
    assertGives(
        engine,
        GraphBuilder.input("se", 2, 1, 2)
            .adaptiveAveragePool("mean", 1)
            .scale("y", "input")
            .build(),
        new float[] {1, 2, 3, 4, -1, 1, 0, 10},
        new float[] {1.5f, 3, 10.5f, 14, 0, 0, 0, 50},
        new float[] {3, 3, 7, 7, 0, 0, 10, 10});
  }
}
