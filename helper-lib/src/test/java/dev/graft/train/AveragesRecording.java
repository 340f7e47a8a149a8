package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Twenty clipped and averaged steps of torch's, and the same gradients here. */
final class AveragesRecording {
  static final double MAXIMUM = 2;

  private AveragesRecording() {}

  static JsonNode steps() throws IOException {
    JsonNode steps =
        new ObjectMapper()
            .readTree(AveragesRecording.class.getResourceAsStream("/reference/averages.json"));
    assertEquals(20, steps.size());
    return steps;
  }

  static Map<String, NDArray> weights(NDManager manager) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    weights.put("a", manager.create(new float[] {1, -2, 0.5f}));
    weights.put("b", manager.create(new float[][] {{0.5f, -1.5f}, {2.5f, 0.25f}}));
    return weights;
  }

  /** Goes down the gradient at a rate of 0.1, and tells the gradient's norm before clipping. */
  static double step(NDManager manager, Map<String, NDArray> weights) {
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    gradients.put("a", manager.create(new float[] {1, 2, 3}).mul(weights.get("a")));
    gradients.put("b", weights.get("b").mul(4));
    double norm = GradientClipping.clip(gradients, MAXIMUM);
    weights.forEach((name, w) -> w.subi(gradients.get(name).mul(0.1f)));
    return norm;
  }

  static void assertNear(JsonNode recorded, Map<String, NDArray> arrays, float tolerance) {
    assertEquals(recorded.size(), arrays.size());
    arrays.forEach(
        (name, array) -> {
          float[] found = array.toFloatArray();
          float[] expected = new float[found.length];
          for (int i = 0; i < expected.length; i++) {
            expected[i] = recorded.get(name).get(i).floatValue();
          }
          assertArrayEquals(expected, found, tolerance, name);
        });
  }
}
