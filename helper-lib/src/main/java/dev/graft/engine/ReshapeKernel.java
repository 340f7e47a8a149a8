package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Reshape;

/** Reads the same numbers as another shape. */
final class ReshapeKernel implements Kernel<Reshape> {
  @Override
  public NDArray compute(Reshape op, Call call) {
    NDArray x = call.input();
    NDArray y = x.reshape(ArrayShapes.batch(x, op.to().array()));
    return y == x ? x.duplicate() : y;
  }
}
