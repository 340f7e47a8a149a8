package dev.graft.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What another framework computed for a published network, written by the scripts in {@code
 * src/test/python}; the input is {@code sin(0.001·i)} over the NCHW index.
 */
public record Recording(String source, List<Integer> input, List<Stage> stages) {

  /** One feature map: 64 of its values, at {@code floor(k · size / 64)} in NCHW order. */
  public record Stage(
      String stage,
      String node,
      List<Integer> shape,
      double sum,
      double absMax,
      List<Double> values) {

    /** Compares a computed feature map, within 1e-4 of the recording's largest magnitude. */
    public void check(FloatBuffer computed) {
      int size = Math.toIntExact(new Shape(shape).size());
      double tolerance = 1e-4 * absMax;
      assertEquals(size, computed.remaining(), node);
      for (int k = 0; k < values.size(); k++) {
        int at = Math.toIntExact((long) k * size / values.size());
        assertEquals(values.get(k), computed.get(at), tolerance, node + " at " + at);
      }
      double total = 0;
      for (int i = 0; i < size; i++) {
        total += computed.get(i);
      }
      assertEquals(sum / size, total / size, tolerance, "mean of " + node);
    }
  }

  /** Reads a recording from the test resources. */
  public static Recording of(String name) {
    try (var json = Recording.class.getResourceAsStream("/reference/" + name + ".json")) {
      Recording recording = new ObjectMapper().readValue(json, Recording.class);
      assertFalse(recording.stages().isEmpty(), name);
      recording.stages().forEach(stage -> assertFalse(stage.values().isEmpty(), stage.node()));
      return recording;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills what is left of a buffer with {@code sin(0.001·i)}. */
  public static FloatBuffer sine(FloatBuffer buffer) {
    for (int i = 0; i < buffer.remaining(); i++) {
      buffer.put(buffer.position() + i, (float) Math.sin(0.001 * i));
    }
    return buffer;
  }
}
