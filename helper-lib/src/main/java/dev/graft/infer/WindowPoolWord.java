package dev.graft.infer;

import dev.graft.graph.Padding;
import dev.graft.graph.Steps;
import dev.graft.graph.WindowPool;

/** Writes a window that moves over a map. */
final class WindowPoolWord implements Word<WindowPool> {
  @Override
  public void write(WindowPool op, OnnxPlace place) {
    Padding p = op.padding();
    Steps steps = op.steps();
    var kernel = OnnxGraph.integers("kernel_shape", op.height(), op.width());
    var strides = OnnxGraph.integers("strides", steps.rows(), steps.columns());
    var pads = OnnxGraph.integers("pads", p.top(), p.left(), p.bottom(), p.right());
    if (op.kind() == WindowPool.Kind.MAXIMUM) {
      place.write("MaxPool", place.inputs(), kernel, strides, pads);
    } else {
      var counted = OnnxGraph.integer("count_include_pad", 1);
      place.write("AveragePool", place.inputs(), kernel, strides, pads, counted);
    }
  }
}
