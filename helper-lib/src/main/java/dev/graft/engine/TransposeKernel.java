package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Transpose;
import java.util.stream.IntStream;

/** Puts axes into another order. */
final class TransposeKernel implements Kernel<Transpose> {
  @Override
  public NDArray compute(Transpose op, Call call) {
    int[] axes =
        IntStream.concat(IntStream.of(0), op.axes().stream().mapToInt(axis -> axis)).toArray();
    return call.input().transpose(axes);
  }
}
