package dev.graft.infer;

import dev.graft.graph.AveragePool;

/** Writes the mean of each window. */
final class AveragePoolWord implements Word<AveragePool> {
  @Override
  public void write(AveragePool op, OnnxPlace place) {
    int p = op.padding();
    place.write(
        "AveragePool",
        place.inputs(),
        OnnxGraph.integers("kernel_shape", op.kernel(), op.kernel()),
        OnnxGraph.integers("strides", op.stride(), op.stride()),
        OnnxGraph.integers("pads", p, p, p, p),
        OnnxGraph.integer("count_include_pad", op.border() == AveragePool.Border.COUNTED ? 1 : 0));
  }
}
