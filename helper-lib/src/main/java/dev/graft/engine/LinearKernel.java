package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Conv;
import dev.graft.graph.Linear;
import dev.graft.graph.Padding;

/** Multiplies each pixel of {@code (N, in, H, W)}, each token, or a vector, by a matrix. */
final class LinearKernel implements Kernel<Linear> {
  @Override
  public NDArray compute(Linear op, Call call) {
    NDArray x = call.input();
    NDArray weight = call.own("weight");
    NDArray bias = op.bias() ? call.own("bias") : null;
    if (x.getShape().dimension() < 4) {
      return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }
    Conv conv = new Conv(op.in(), op.out(), 1, 1, 1, Padding.NONE, 1, op.bias());
    return Temporaries.allBut(
        () ->
            Convolutions.convolve(
                call.choices(), conv, x, weight.reshape(op.out(), op.in(), 1, 1), bias));
  }
}
