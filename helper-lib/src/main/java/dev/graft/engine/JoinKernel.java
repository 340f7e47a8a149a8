package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.graft.graph.Join;

/** Puts arrays one after another. */
final class JoinKernel implements Kernel<Join> {
  @Override
  public NDArray compute(Join op, Call call) {
    return NDArrays.concat(new NDList(call.inputs()), op.axis());
  }
}
