package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.graft.graph.Concat;

/** Puts channels one after another. */
final class ConcatKernel implements Kernel<Concat> {
  @Override
  public NDArray compute(Concat op, Call call) {
    int channels = TokenRows.are(call.input()) ? 2 : 1;
    return NDArrays.concat(new NDList(call.inputs()), channels);
  }
}
