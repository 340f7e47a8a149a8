package dev.graft;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.evaluate.Conformal;
import dev.graft.evaluate.OutOfDistribution;
import dev.graft.evaluate.Trust;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import dev.graft.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model was calibrated to, as a few numbers that a person can read and a safetensors file of
 * the features that it knows: beside a saved model, and beside an ONNX file.
 */
final class TrustFile {
  /** Beside {@code model.json}. */
  static final String NAME = "trust.safetensors";

  private static final String FEATURES = "features";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrustFile() {}

  static ObjectNode describe(Trust trust) {
    ObjectNode json = JSON.createObjectNode();
    json.put("promised", trust.promised());
    json.put("probability", trust.sets().threshold());
    json.put("distance", trust.kinds().threshold());
    json.put("neighbours", trust.kinds().neighbours());
    json.put("heldOut", trust.kinds().heldOut());
    return json;
  }

  static void write(Path file, Trust trust) {
    float[][] rows = trust.kinds().rows();
    int width = trust.kinds().width();
    float[] all = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * width, width);
    }
    Tensor tensor = Tensor.of(Shape.of(rows.length, width), all);
    Map<String, String> metadata = Map.of("graft.trust", describe(trust).toString());
    Safetensors.write(file, StateDict.of(Map.of(FEATURES, tensor)), metadata);
  }

  /**
   * Reads what lies beside a saved model, or refuses it.
   *
   * @param json the numbers
   * @param file the features, whose hash was checked
   * @param now the model that they shall be of
   */
  static Trust read(Fields json, Path file, ModelState now) {
    now.requireClasses();
    StateDict tensors = Weights.read(file);
    if (!tensors.names().contains(FEATURES)) {
      throw new IllegalArgumentException(
          "%s has no tensor \"%s\" but %s"
              .formatted(NAME, FEATURES, Excerpt.listed(List.copyOf(tensors.names()))));
    }
    double promised = json.number("promised");
    int heldOut = json.whole("heldOut", 1, Integer.MAX_VALUE);
    float[][] rows = rows(tensors.get(FEATURES), HeadInput.width(now));
    return new Trust(
        new Conformal(now.classes(), promised, json.number("probability"), heldOut),
        new OutOfDistribution(
            rows,
            json.whole("neighbours", 1, rows.length),
            promised,
            json.number("distance"),
            heldOut));
  }

  /** Before anything is copied, shapes are compared with what the head reads. */
  private static float[][] rows(Tensor tensor, int width) {
    Shape shape = tensor.shape();
    boolean fits = shape.rank() == 2 && shape.get(1) == width;
    if (!fits || shape.get(0) < 1 || shape.get(0) > OutOfDistribution.most(width)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "features of %s are %s, must be 1 to %d rows of %d, which is what the head reads",
              NAME,
              shape,
              OutOfDistribution.most(width),
              width));
    }
    FloatBuffer values = tensor.values();
    float[][] rows = new float[shape.get(0)][width];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }
}
