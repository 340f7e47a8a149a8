package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Averages of weights against torch's over twenty steps, also with a pause between. */
class WeightAverageTest {

  @EngineSource
  void asTorchDoes(String engine) throws IOException {
    try (NDManager manager = Engines.load(engine).newBaseManager();
        WeightAverage slow = new WeightAverage(0.9);
        WeightAverage fast = new WeightAverage(0.3)) {
      Map<String, NDArray> weights = AveragesRecording.weights(manager);
      for (JsonNode step : AveragesRecording.steps()) {
        AveragesRecording.step(manager, weights);
        slow.update(weights);
        fast.update(weights);
        AveragesRecording.assertNear(step.get("averages").get("0.9"), slow.arrays(), 2e-6f);
        AveragesRecording.assertNear(step.get("averages").get("0.3"), fast.arrays(), 2e-6f);
      }
    }
  }

  @EngineSource
  void restoredItGoesOnBitForBit(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager();
        WeightAverage straight = new WeightAverage(0.9);
        WeightAverage after = new WeightAverage(0.9)) {
      Map<String, NDArray> weights = AveragesRecording.weights(manager);
      after.update(weights); // what it knew is forgotten
      for (int i = 0; i < 20; i++) {
        if (i == 10) {
          Map<String, Tensor> kept = new HashMap<>();
          straight.arrays().forEach((name, array) -> kept.put(name, DeviceArrays.download(array)));
          after.restore(manager, kept);
        }
        AveragesRecording.step(manager, weights);
        straight.update(weights);
        if (i >= 10) {
          after.update(weights);
        }
      }
      for (String name : weights.keySet()) {
        assertArrayEquals(
            straight.arrays().get(name).toFloatArray(), after.arrays().get(name).toFloatArray());
      }
    }
  }

  @EngineSource
  void weightsStayAndNothingIsLeftOpen(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray weight = manager.create(new float[] {1, 2});
      weight.setRequiresGradient(true);
      int before = manager.getManagedArrays().size();
      try (WeightAverage average = new WeightAverage(0.5)) {
        average.update(Map.of("w", weight));
        weight.addi(2);
        average.update(Map.of("w", weight));
        average.update(Map.of("w", weight));
        assertEquals(before + 1, manager.getManagedArrays().size());
        assertArrayEquals(new float[] {3, 4}, weight.toFloatArray());
        assertArrayEquals(new float[] {2.5f, 3.5f}, average.arrays().get("w").toFloatArray());
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  @Test
  void aWrongDecayIsNamed() {
    assertEquals(
        "average decay is 1.0, must be at least 0 and below 1",
        assertThrows(IllegalArgumentException.class, () -> new WeightAverage(1)).getMessage());
  }
}
