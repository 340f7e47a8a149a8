package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Flatten;

/** Lays out each sample as a vector. */
final class FlattenKernel implements Kernel<Flatten> {
  @Override
  public NDArray compute(Flatten op, Call call) {
    NDArray x = call.input();
    long n = x.getShape().get(0);
    return TokenRows.are(x)
        ? Temporaries.allBut(() -> x.transpose(0, 2, 1).reshape(n, -1))
        : x.reshape(n, -1);
  }
}
