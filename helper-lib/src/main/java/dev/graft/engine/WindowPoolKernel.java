package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.Padding;
import dev.graft.graph.WindowPool;

/** Takes the largest, or the mean, of each window; the input is padded first. */
final class WindowPoolKernel implements Kernel<WindowPool> {
  private static final Shape NONE = new Shape(0, 0);

  @Override
  public NDArray compute(WindowPool op, Call call) {
    NDArray x = call.input();
    Shape kernel = new Shape(op.height(), op.width());
    Shape stride = new Shape(op.steps().rows(), op.steps().columns());
    boolean largest = op.kind() == WindowPool.Kind.MAXIMUM;
    return Temporaries.allBut(
        () -> {
          NDArray all =
              op.padding().equals(Padding.NONE)
                  ? x
                  : Convolutions.pad(x, op.padding(), largest ? -Float.MAX_VALUE : 0);
          return largest
              ? Pool.maxPool2d(all, kernel, stride, NONE, false)
              : Pool.avgPool2d(all, kernel, stride, NONE, false, true);
        });
  }
}
