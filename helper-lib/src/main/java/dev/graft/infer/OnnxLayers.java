package dev.graft.infer;

import dev.graft.graph.AveragePool;
import dev.graft.graph.LayerNorm;
import java.util.ArrayList;
import java.util.List;

/** Layers that take more than a line of ONNX; their values are named after the node. */
final class OnnxLayers {
  private OnnxLayers() {}

  static void averagePool(OnnxGraph onnx, String name, List<String> inputs, AveragePool pool) {
    int p = pool.padding();
    onnx.node(
        "AveragePool",
        name,
        inputs,
        name,
        OnnxGraph.integers("kernel_shape", pool.kernel(), pool.kernel()),
        OnnxGraph.integers("strides", pool.stride(), pool.stride()),
        OnnxGraph.integers("pads", p, p, p, p),
        OnnxGraph.integer(
            "count_include_pad", pool.border() == AveragePool.Border.COUNTED ? 1 : 0));
  }

  /** ONNX normalizes last axes alone, so a map's channels go there and back. */
  static void layerNorm(
      OnnxGraph onnx, String name, List<String> inputs, LayerNorm norm, int rank) {
    var epsilon = OnnxGraph.real("epsilon", norm.epsilon());
    if (rank == 1) {
      onnx.node("LayerNormalization", name, inputs, name, epsilon);
      return;
    }
    String last = name + "/last";
    var moved = new ArrayList<>(inputs);
    moved.set(0, last);
    String normal = name + "/normal";
    onnx.node(
        "Transpose", last, inputs.subList(0, 1), last, OnnxGraph.integers("perm", 0, 2, 3, 1));
    onnx.node("LayerNormalization", normal, moved, normal, epsilon);
    onnx.node("Transpose", name, List.of(normal), name, OnnxGraph.integers("perm", 0, 3, 1, 2));
  }

  /**
   * {@code x · (1 + erf(x / √2)) / 2}, in the order in which ONNX Runtime knows it as one kernel.
   */
  static void gelu(OnnxGraph onnx, String name, String x) {
    String root = onnx.scalar("gelu/root2", (float) Math.sqrt(2));
    String one = onnx.scalar("gelu/one", 1);
    String half = onnx.scalar("gelu/half", 0.5f);
    onnx.node("Div", name + "/div", List.of(x, root), name + "/div");
    onnx.node("Erf", name + "/erf", List.of(name + "/div"), name + "/erf");
    onnx.node("Add", name + "/add", List.of(name + "/erf", one), name + "/add");
    onnx.node("Mul", name + "/mul", List.of(x, name + "/add"), name + "/mul");
    onnx.node("Mul", name, List.of(name + "/mul", half), name);
  }
}
