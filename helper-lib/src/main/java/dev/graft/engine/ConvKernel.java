package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Conv;

/** Convolves as {@link Convolutions} does. */
final class ConvKernel implements Kernel<Conv> {
  @Override
  public NDArray compute(Conv op, Call call) {
    NDArray bias = op.bias() ? call.own("bias") : null;
    return Convolutions.convolve(call.choices(), op, call.input(), call.own("weight"), bias);
  }
}
