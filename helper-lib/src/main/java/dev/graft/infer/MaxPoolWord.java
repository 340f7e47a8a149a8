package dev.graft.infer;

import dev.graft.graph.MaxPool;
import dev.graft.graph.Padding;

/** Writes the largest value of each window. */
final class MaxPoolWord implements Word<MaxPool> {
  @Override
  public void write(MaxPool op, OnnxPlace place) {
    Padding p = op.padding();
    place.write(
        "MaxPool",
        place.inputs(),
        OnnxGraph.integers("kernel_shape", op.kernel(), op.kernel()),
        OnnxGraph.integers("strides", op.stride(), op.stride()),
        OnnxGraph.integers("pads", p.top(), p.left(), p.bottom(), p.right()));
  }
}
