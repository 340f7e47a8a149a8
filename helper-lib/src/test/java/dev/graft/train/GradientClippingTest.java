package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.io.IOException;
import java.util.Map;

/** Clipping by the norm of all gradients, against torch's over twenty steps. */
class GradientClippingTest {

  @EngineSource
  void asTorchDoes(String engine) throws IOException {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      Map<String, NDArray> weights = AveragesRecording.weights(manager);
      for (JsonNode step : AveragesRecording.steps()) {
        double norm = AveragesRecording.step(manager, weights);
        assertEquals(step.get("norm").doubleValue(), norm, 1e-5);
        AveragesRecording.assertNear(step.get("weights"), weights, 2e-6f);
      }
    }
  }

  @EngineSource
  void threeFourFive(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray three = manager.create(new float[] {3, 0});
      NDArray four = manager.create(new float[][] {{-4}});
      Map<String, NDArray> gradients = Map.of("three", three, "four", four);
      int before = manager.getManagedArrays().size();
      assertEquals(5, GradientClipping.clip(gradients, 5.1));
      assertArrayEquals(new float[] {3, 0}, three.toFloatArray(), "within the maximum");
      assertEquals(5, GradientClipping.clip(gradients, 1));
      assertArrayEquals(new float[] {0.6f, 0}, three.toFloatArray(), 1e-6f);
      assertArrayEquals(new float[] {-0.8f}, four.toFloatArray(), 1e-6f);
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  @EngineSource
  void whatIsNoNumberStaysSo(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray gradient = manager.create(new float[] {Float.NaN, 1});
      assertEquals(Double.NaN, GradientClipping.clip(Map.of("w", gradient), 1));
      assertArrayEquals(new float[] {Float.NaN, 1}, gradient.toFloatArray());
    }
  }

  @EngineSource
  void theGradientOfAParameterChangesInPlace(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray weight = manager.create(new float[] {3, 4});
      weight.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(weight.square().sum());
      }
      try (NDArray gradient = weight.getGradient()) {
        assertEquals(10, GradientClipping.clip(Map.of("w", gradient), 1), 1e-6);
      }
      assertArrayEquals(new float[] {0.6f, 0.8f}, weight.getGradient().toFloatArray(), 1e-6f);
    }
  }
}
