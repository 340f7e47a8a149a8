package dev.graft.infer;

import dev.graft.graph.Shape;
import dev.graft.graph.WindowAttention;
import dev.graft.graph.Windows;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Writes attention in windows: pixels are gathered into them, those beyond the edge from a row of
 * zeros, and gathered back.
 */
final class WindowAttentionWord implements Word<WindowAttention> {
  @Override
  public void write(WindowAttention op, OnnxPlace place) {
    Shape map = place.shape();
    Windows windows = op.windows(map);
    int c = op.channels();
    String looked =
        AttentionWord.looked(
            op.heads(),
            place,
            multiplied(op, place, parted(place, windows)),
            scores -> raised(op, place, windows, scores));
    String rows = reshaped(place, "rows", looked, -1, windows.count() * windows.tokens(), c);
    String back = gathered(place, "joined", rows, windows.places());
    String last = reshaped(place, "lastly", back, -1, map.get(1), map.get(2), c);
    place.write("Transpose", List.of(last), OnnxGraph.integers("perm", 0, 3, 1, 2));
  }

  /** {@code (N, C, H, W)} to {@code (N · windows, tokens, C)}. */
  private static String parted(OnnxPlace place, Windows windows) {
    int c = place.shape().channels();
    int pixels = windows.height() * windows.width();
    var perm = OnnxGraph.integers("perm", 0, 2, 3, 1);
    String last = place.step("Transpose", "last", List.of(place.value()), perm);
    String rows = reshaped(place, "pixels", last, -1, pixels, c);
    if (windows.count() * windows.tokens() > pixels) {
      String pads = place.graph().whole("window/pads", 0, 0, 0, 0, 1, 0);
      rows = place.step("Pad", "padded", rows, pads, place.graph().scalar("window/zero", 0));
    }
    String parted = gathered(place, "parted", rows, windows.sources());
    return reshaped(place, "windows", parted, -1, windows.tokens(), c);
  }

  private static String gathered(OnnxPlace place, String step, String rows, long[] places) {
    String indices = place.graph().whole(place.name() + "/" + step + "/places", places);
    return place.step("Gather", step, List.of(rows, indices), OnnxGraph.integer("axis", 1));
  }

  private static String reshaped(OnnxPlace place, String step, String value, long... shape) {
    return place.step(
        "Reshape", step, value, place.graph().whole(place.name() + "/" + step + "/shape", shape));
  }

  private static String multiplied(WindowAttention op, OnnxPlace place, String tokens) {
    String name = place.node().key("qkv.weight");
    Tensor turned = LinearWord.turned(place.weights().get(name));
    String matrix = place.graph().constant(name + "/turned", turned);
    String product = place.step("MatMul", "product", tokens, matrix);
    return place.step("Add", "qkv", product, place.inputs("qkv.bias").get(1));
  }

  private static String raised(
      WindowAttention op, OnnxPlace place, Windows windows, String scores) {
    OnnxGraph graph = place.graph();
    int tokens = windows.tokens();
    String biases = graph.constant(place.name() + "/biases", biases(op, place));
    String raised = place.step("Add", "raised", scores, biases);
    if (!windows.isShifted()) {
      return raised;
    }
    Shape shape = Shape.of(windows.count(), 1, tokens, tokens);
    String walls = graph.constant(place.name() + "/walls", Tensor.of(shape, windows.walls()));
    String images =
        reshaped(place, "images", raised, -1, windows.count(), op.heads(), tokens, tokens);
    String parted = place.step("Add", "walled", images, walls);
    return reshaped(place, "together", parted, -1, op.heads(), tokens, tokens);
  }

  /** Each head's number for two pixels of a window: {@code (heads, tokens, tokens)}. */
  private static Tensor biases(WindowAttention op, OnnxPlace place) {
    FloatBuffer table =
        place.weights().get(place.node().key("relative_position_bias_table")).values();
    int[] relative = Windows.relative(op.side());
    float[] biases = new float[op.heads() * relative.length];
    for (int i = 0; i < biases.length; i++) {
      int head = i / relative.length;
      biases[i] = table.get(relative[i % relative.length] * op.heads() + head);
    }
    int tokens = op.side() * op.side();
    return Tensor.of(Shape.of(op.heads(), tokens, tokens), biases);
  }
}
