package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import java.util.Map;
import java.util.Set;

/** A batch's own statistics where there is no weight: {@code (x − 2) / 1 + 0.5}. */
class NormalizationsTest {

  @EngineSource
  void statisticsMoveWhereThereIsNoWeight(String engine) {
    var op = new BatchNorm(1, 1e-5, BatchNorm.Scale.ONE);
    Graph graph = GraphBuilder.input("net", 1, 1, 1).then("bn", op).build();
    Forward forward = new Forward(graph, Set.of(), Set.of(graph.output()), Choices.PLAIN);
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray bias = manager.create(new float[] {0.5f});
      bias.setRequiresGradient(true);
      NDArray mean = manager.create(new float[] {0});
      Map<String, NDArray> arrays =
          Map.of(
              "bn.bias", bias,
              "bn.running_mean", mean,
              "bn.running_var", manager.create(new float[] {1}));
      NDArray x = manager.create(new float[] {1, 3}, new Shape(2, 1, 1, 1));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = forward.run(x, arrays::get, Mode.training(0));
        collector.backward(y.sum());
        assertArrayEquals(new float[] {-0.5f, 1.5f}, y.toFloatArray(), 1e-4f);
      }
      assertArrayEquals(new float[] {2}, bias.getGradient().toFloatArray(), 1e-5f);
      assertArrayEquals(new float[] {0.2f}, mean.toFloatArray(), 1e-5f);
    }
  }
}
