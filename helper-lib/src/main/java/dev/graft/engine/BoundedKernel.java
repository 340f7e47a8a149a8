package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Bounded;

/** Keeps each element between two numbers. */
final class BoundedKernel implements Kernel<Bounded> {
  @Override
  public NDArray compute(Bounded op, Call call) {
    NDArray x = call.input();
    if (op.low() == 0 && op.high() >= Float.MAX_VALUE) {
      return ai.djl.nn.Activation.relu(x);
    }
    float most = Float.MAX_VALUE;
    return x.clip((float) Math.max(op.low(), -most), (float) Math.min(op.high(), most));
  }
}
