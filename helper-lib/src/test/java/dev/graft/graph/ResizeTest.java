package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResizeTest {
  /** Both axes by their matrices are torch's {@code interpolate}. */
  @Test
  void isTorchsBilinear() throws IOException {
    JsonNode recorded =
        new ObjectMapper()
            .readTree(ResizeTest.class.getResourceAsStream("/reference/segmentation.json"))
            .get("resizes");
    for (JsonNode one : recorded) {
      int height = one.get("from").get(0).intValue();
      int width = one.get("from").get(1).intValue();
      int tall = one.get("to").get(0).intValue();
      int wide = one.get("to").get(1).intValue();
      float[] rows = Resize.matrix(height, tall);
      float[] columns = Resize.matrix(width, wide);
      for (int i = 0; i < 2 * tall * wide; i++) {
        int channel = i / (tall * wide);
        int y = i / wide % tall;
        double sum = 0;
        for (int p = 0; p < height * width; p++) {
          double weight = rows[y * height + p / width] * columns[i % wide * width + p % width];
          sum += weight * Math.sin(0.7 * (channel * height * width + p) + 0.3);
        }
        assertEquals(one.get("values").get(i).doubleValue(), sum, 1e-6, one.get("to") + " at " + i);
      }
    }
  }

  @Test
  void onlyMapsHavePixels() {
    assertEquals(Shape.of(3, 8, 9), new Resize(8, 9).output(List.of(Shape.of(3, 4, 5))));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new Resize(8, 9).output(List.of(Shape.of(3, 4))));
    assertEquals("cannot resize (3, 4): only maps have pixels", e.getMessage());
  }
}
