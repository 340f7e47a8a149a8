package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.io.IOException;

/** Cross entropies against the recording of torch's. */
class LossTest {

  @EngineSource
  void softmax(String engine) throws IOException {
    float[][] logits = {{1, -2, 0.5f}, {80, -80, 0}};
    assertEquals(recorded("softmax"), loss(engine, logits, 0, 2, 0), 1e-5);
    assertEquals(recorded("softmax, smoothing 0.1"), loss(engine, logits, 0.1, 2, 0), 1e-5);
  }

  @EngineSource
  void binary(String engine) throws IOException {
    float[][] logits = {{0.7f}, {-90}};
    assertEquals(recorded("binary"), loss(engine, logits, 0, 1, 0), 1e-6);
    assertEquals(recorded("binary, smoothing 0.1"), loss(engine, logits, 0.1, 1, 0), 1e-6);
  }

  private static double recorded(String name) throws IOException {
    return OptimizerTest.recorded().get("losses").get(name).doubleValue();
  }

  private static float loss(String engine, float[][] logits, double smoothing, int... labels) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray array = manager.create(logits);
      return Loss.of(array, labels, smoothing).getFloat();
    }
  }
}
