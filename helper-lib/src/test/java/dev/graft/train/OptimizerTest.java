package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.io.IOException;

/** Twenty steps of each rule against the recording of torch's. */
class OptimizerTest {
  private static final FineTune OPTIONS = FineTune.epochs(1);

  @EngineSource
  void adam(String engine) throws IOException {
    follow(engine, "adam", OPTIONS.adam(), 0.1, 0);
    follow(engine, "adam, decay 0.1", OPTIONS.adam(), 0.1, 0.1);
  }

  @EngineSource
  void adamW(String engine) throws IOException {
    follow(engine, "adamW", OPTIONS.adamW(), 0.1, 0);
    follow(engine, "adamW, decay 0.1", OPTIONS.adamW(), 0.1, 0.1);
    follow(engine, "adamW, decay 0.1, falling", OPTIONS.adamW(), 0.1, 0.1, 0.9);
  }

  @EngineSource
  void sgd(String engine) throws IOException {
    follow(engine, "sgd", OPTIONS.sgd(0), 0.05, 0);
    follow(engine, "sgd, decay 0.1", OPTIONS.sgd(0), 0.05, 0.1);
    follow(engine, "sgd, momentum 0.9", OPTIONS.sgd(0.9), 0.05, 0);
    follow(engine, "sgd, momentum 0.9, decay 0.1", OPTIONS.sgd(0.9), 0.05, 0.1);
    follow(engine, "sgd, momentum 0.9, decay 0.1, falling", OPTIONS.sgd(0.9), 0.05, 0.1, 0.9);
  }

  private static void follow(
      String engine, String recording, FineTune options, double rate, double decay)
      throws IOException {
    follow(engine, recording, options, rate, decay, 1);
  }

  private static void follow(
      String engine, String recording, FineTune options, double first, double decay, double falls)
      throws IOException {
    double rate = first;
    JsonNode steps = recorded().get("trajectories").get(recording);
    assertEquals(20, steps.size());
    try (NDManager manager = Engines.load(engine).newBaseManager();
        Optimizer optimizer = options.steps().optimizer()) {
      NDArray w = manager.create(new float[] {1, -2, 0.5f});
      NDArray curvature = manager.create(new float[] {1, 2, 3});
      for (JsonNode step : steps) {
        float[] expected = {
          step.get(0).floatValue(), step.get(1).floatValue(), step.get(2).floatValue()
        };
        optimizer.step();
        optimizer.update("w", w, curvature.mul(w), rate, decay);
        assertArrayEquals(expected, w.toFloatArray(), 2e-6f, recording);
        rate *= falls;
      }
    }
  }

  static JsonNode recorded() throws IOException {
    return new ObjectMapper()
        .readTree(OptimizerTest.class.getResourceAsStream("/reference/optimizers.json"));
  }
}
