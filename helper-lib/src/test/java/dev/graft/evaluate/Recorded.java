package dev.graft.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** The evaluations of {@code record_calibration.py} and the figures recorded of them. */
final class Recorded {
  private static final int IMAGES = 60;

  private Recorded() {}

  static JsonNode figures(String what) {
    return of("/reference/calibration.json", what);
  }

  static JsonNode intervals(String what) {
    return of("/reference/intervals.json", what);
  }

  private static JsonNode of(String recording, String what) {
    try {
      return new ObjectMapper().readTree(Recorded.class.getResourceAsStream(recording)).get(what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Evaluation evaluation(int member, int classes, double scale) {
    int[] labels = IntStream.range(0, IMAGES).map(i -> (7 * i + i / 11) % classes).toArray();
    float[][] logits = new float[IMAGES][classes];
    for (int i = 0; i < IMAGES; i++) {
      for (int c = 0; c < classes; c++) {
        float noise = (float) Math.sin(1.7 * i + 2.3 * c + 0.9 * member + 0.1 * i * c);
        float right = 0.8f * (labels[i] == c ? 1 : 0);
        logits[i][c] = (float) scale * (noise + right);
      }
    }
    List<String> names = List.of("ant", "bee", "fly", "moth", "wasp").subList(0, classes);
    List<String> ids = IntStream.range(0, IMAGES).mapToObj(i -> i + ".jpg").toList();
    return Evaluation.of(names, ids, labels, logits);
  }

  static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }
}
