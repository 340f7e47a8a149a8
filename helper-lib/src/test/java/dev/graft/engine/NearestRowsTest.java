package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.NearestRows;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** By hand, on each engine and compiled. */
class NearestRowsTest {
  private static final float[] ROWS = {1, 0, 0.96f, 0.28f, 0, 1, 0, 1, -1, 0};

  private static void assertShares(String engine, int nearest, float... expected) {
    Graph graph =
        GraphBuilder.input("rows", "x", Shape.of(2))
            .then("op", new NearestRows(2, 5, nearest))
            .build();
    StateDict weights = StateDict.of(Map.of("op.rows", Tensor.of(Shape.of(5, 2), ROWS)));
    for (String one : List.of(engine, Bodies.COMPILED)) {
      FloatBuffer x = DirectFloats.of(4).put(new float[] {1, 0, 0, 1}).flip();
      FloatBuffer y = DirectFloats.of(10);
      try (Body body = Bodies.on(graph, weights, one)) {
        body.run(List.of(x), 2, List.of(y));
      }
      float[] shares = new float[10];
      y.get(shares);
      assertArrayEquals(expected, shares, 1e-5f, one);
    }
  }

  /** Of two as near as each other both share, also where one was asked for. */
  @EngineSource
  void theNearestShareOne(String engine) {
    assertShares(engine, 1, 1, 0, 0, 0, 0, 0, 0, 0.5f, 0.5f, 0);
    float first = (float) (1 / (1 + Math.exp(-0.04 / 0.07)));
    assertShares(engine, 2, first, 1 - first, 0, 0, 0, 0, 0, 0.5f, 0.5f, 0);
    float third = (float) (Math.exp(-0.72 / 0.07) / (2 + Math.exp(-0.72 / 0.07)));
    float half = (1 - third) / 2;
    float zero = (float) Math.exp(-1 / 0.07);
    assertShares(engine, 3, first, 1 - first, zero / 2, zero / 2, 0, 0, third, half, half, 0);
  }
}
