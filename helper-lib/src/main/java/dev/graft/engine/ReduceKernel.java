package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Reduce;
import java.util.List;

/** Makes one number of several, axis by axis: PyTorch through DJL takes one at a time. */
final class ReduceKernel implements Kernel<Reduce> {
  @Override
  public NDArray compute(Reduce op, Call call) {
    NDArray x = call.input();
    List<Integer> axes = op.axes();
    return Temporaries.allBut(
        () -> {
          NDArray y = x;
          for (int axis : axes) {
            int[] one = {axis};
            y = op.kind() == Reduce.Kind.MAXIMUM ? y.max(one, true) : y.sum(one, true);
          }
          if (op.kind() != Reduce.Kind.MEAN) {
            return axes.isEmpty() ? y.add(0f) : y;
          }
          long count = 1;
          for (int axis : axes) {
            count *= x.getShape().get(axis);
          }
          return DeviceArrays.divide(y, count);
        });
  }
}
