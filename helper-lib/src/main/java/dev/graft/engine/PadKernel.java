package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Pad;

/** Puts places of one value around those of an axis. */
final class PadKernel implements Kernel<Pad> {
  @Override
  public NDArray compute(Pad op, Call call) {
    NDArray x = call.input();
    return Temporaries.allBut(
        () -> {
          NDList parts = new NDList();
          add(parts, op, x, op.before());
          parts.add(x);
          add(parts, op, x, op.after());
          return parts.size() == 1 ? x.add(0f) : NDArrays.concat(parts, op.axis());
        });
  }

  private static void add(NDList parts, Pad op, NDArray x, int count) {
    if (count > 0) {
      long[] shape = x.getShape().getShape().clone();
      shape[op.axis()] = count;
      parts.add(x.getManager().full(new Shape(shape), (float) op.value(), DataType.FLOAT32));
    }
  }
}
