package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Flatten;

/** Lays out each sample as a vector. */
final class FlattenKernel implements Kernel<Flatten> {
  @Override
  public NDArray compute(Flatten op, Call call) {
    return call.input().reshape(call.input().getShape().get(0), -1);
  }
}
