package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.AveragePool;

/**
 * Averages each window. DJL's PyTorch counts the padding whatever it is told: where it should not,
 * that is undone.
 */
final class AveragePoolKernel implements Kernel<AveragePool> {
  @Override
  public NDArray compute(AveragePool op, Call call) {
    NDArray x = call.input();
    Shape kernel = new Shape(op.kernel(), op.kernel());
    Shape stride = new Shape(op.stride(), op.stride());
    Shape padding = new Shape(op.padding(), op.padding());
    return Temporaries.allBut(
        () -> {
          NDArray y = Pool.avgPool2d(x, kernel, stride, padding, false, true);
          if (op.border() == AveragePool.Border.COUNTED || op.padding() == 0) {
            return y;
          }
          Shape in = x.getShape();
          int[] sides = {1, Math.toIntExact(in.get(2)), Math.toIntExact(in.get(3))};
          float[] factors = op.leavingOut(dev.graft.graph.Shape.of(sides));
          return y.mul(DeviceArrays.constant(y.getManager(), factors, y.getShape().slice(2)));
        });
  }
}
