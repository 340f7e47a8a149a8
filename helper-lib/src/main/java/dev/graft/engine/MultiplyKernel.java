package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Multiply;

/** Multiplies each channel by a number of its own. */
final class MultiplyKernel implements Kernel<Multiply> {
  @Override
  public NDArray compute(Multiply op, Call call) {
    return call.input().mul(call.inputs().get(1));
  }
}
