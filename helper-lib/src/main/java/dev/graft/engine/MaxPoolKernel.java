package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Padding;

/** Takes the largest value of each window. */
final class MaxPoolKernel implements Kernel<MaxPool> {
  @Override
  public NDArray compute(MaxPool op, Call call) {
    NDArray x = call.input();
    Shape kernel = new Shape(op.kernel(), op.kernel());
    Shape stride = new Shape(op.stride(), op.stride());
    Padding p = op.padding();
    if (p.symmetric()) {
      return Pool.maxPool2d(x, kernel, stride, new Shape(p.top(), p.left()), false);
    }
    try (NDArray padded = Convolutions.pad(x, p, -Float.MAX_VALUE)) {
      return Pool.maxPool2d(padded, kernel, stride, new Shape(0, 0), false);
    }
  }
}
