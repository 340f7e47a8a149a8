package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Combine;
import dev.graft.graph.Parameter;

/** Combines each sample with an array of the layer's own. */
final class CombineKernel implements Kernel<Combine> {
  @Override
  public NDArray compute(Combine op, Call call) {
    NDArray x = call.input();
    return Temporaries.allBut(
        () -> {
          NDArray own = call.own(Parameter.NODE).reshape(ArrayShapes.first(1, op.own()));
          return op.side() == Combine.Side.LEFT
              ? ArithmeticKernel.combined(op.operation(), own, x)
              : ArithmeticKernel.combined(op.operation(), x, own);
        });
  }
}
