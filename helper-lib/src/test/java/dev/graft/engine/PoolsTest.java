package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.AveragePool;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Padding;
import java.util.List;

/** Values and gradients by hand; torch gives the same. */
class PoolsTest {
  private static final float[] NEGATIVE = {-1, -2, -3, -4, -5, -6, -7, -8, -9};

  private record Result(float[] values, float[] gradient) {}

  private static Result run(String engine, int side, Op pool) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      float[] pixels = java.util.Arrays.copyOf(NEGATIVE, side * side);
      NDArray x = manager.create(pixels, new Shape(1, 1, side, side));
      x.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = Kernels.compute(call(pool, x));
        collector.backward(y.sum());
        return new Result(y.toFloatArray(), x.getGradient().toFloatArray());
      }
    }
  }

  private static Call call(Op op, NDArray x) {
    Node node = new Node("pool", op, List.of("x"));
    return new Call(node, List.of(x), name -> null, Choices.PLAIN, Mode.INFERENCE, false, false);
  }

  /** Zeros around negative pixels would win. */
  @EngineSource
  void paddingIsNeverTheLargest(String engine) {
    Result result = run(engine, 3, new MaxPool(3, 2, Padding.all(1)));
    assertArrayEquals(new float[] {-1, -2, -4, -5}, result.values());
    assertArrayEquals(new float[] {1, 1, 0, 1, 1, 0, 0, 0, 0}, result.gradient());
  }

  @EngineSource
  void aRowThatNoWholeWindowCoversIsLeftOut(String engine) {
    Result result = run(engine, 3, new MaxPool(2, 2, Padding.NONE));
    assertArrayEquals(new float[] {-1}, result.values());
  }

  @EngineSource
  void windowsOfAnAdaptiveAverageOverlap(String engine) {
    Result result = run(engine, 3, new AdaptiveAveragePool(2));
    assertArrayEquals(new float[] {-3, -4, -6, -7}, result.values(), 1e-6f);
    assertArrayEquals(
        new float[] {0.25f, 0.5f, 0.25f, 0.5f, 1, 0.5f, 0.25f, 0.5f, 0.25f}, result.gradient());
  }

  /** TensorFlow pads a map of even side below and to the right alone. */
  @EngineSource
  void unevenPaddingIsNeverTheLargest(String engine) {
    Result result = run(engine, 2, new MaxPool(3, 2, new Padding(0, 0, 1, 1)));
    assertArrayEquals(new float[] {-1}, result.values());
    assertArrayEquals(new float[] {1, 0, 0, 0}, result.gradient());
  }

  @EngineSource
  void zerosAroundCountWhereTorchCountsThem(String engine) {
    var pool = new AveragePool(3, 2, 1, AveragePool.Border.COUNTED);
    Result result = run(engine, 3, pool);
    float[] expected = {-12 / 9f, -16 / 9f, -24 / 9f, -28 / 9f};
    assertArrayEquals(expected, result.values(), 1e-6f);
    float ninth = 1 / 9f;
    assertArrayEquals(
        new float[] {
          ninth, 2 * ninth, ninth, 2 * ninth, 4 * ninth, 2 * ninth, ninth, 2 * ninth, ninth
        },
        result.gradient(),
        1e-6f);
  }

  @EngineSource
  void andNotWhereTensorFlowLeavesThemOut(String engine) {
    var pool = new AveragePool(3, 2, 1, AveragePool.Border.LEFT_OUT);
    Result result = run(engine, 3, pool);
    assertArrayEquals(new float[] {-3, -4, -6, -7}, result.values(), 1e-6f);
    assertArrayEquals(
        new float[] {0.25f, 0.5f, 0.25f, 0.5f, 1, 0.5f, 0.25f, 0.5f, 0.25f}, result.gradient());
  }

  @EngineSource
  void aSmallMapIsRepeated(String engine) {
    Result result = run(engine, 2, new AdaptiveAveragePool(3));
    assertArrayEquals(
        new float[] {-1, -1.5f, -2, -2, -2.5f, -3, -3, -3.5f, -4}, result.values(), 1e-6f);
  }
}
