package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.AdaptiveAveragePool;

/**
 * Averages to a map of a given side. But for one pixel, no engine offers it through DJL; as a
 * product it is exact and has its gradient.
 */
final class AdaptiveAveragePoolKernel implements Kernel<AdaptiveAveragePool> {
  @Override
  public NDArray compute(AdaptiveAveragePool op, Call call) {
    NDArray x = call.input();
    Shape in = x.getShape();
    if (op.side() == 1) {
      return Temporaries.allBut(() -> Pool.globalAvgPool2d(x).reshape(in.get(0), in.get(1), 1, 1));
    }
    int height = Math.toIntExact(in.get(2));
    int width = Math.toIntExact(in.get(3));
    long pixels = (long) height * width;
    long bins = (long) op.side() * op.side();
    return Temporaries.allBut(
        () -> {
          float[] shares = op.matrix(height, width);
          Shape shape = new Shape(pixels, bins);
          NDArray matrix = DeviceArrays.constant(x.getManager(), shares, shape);
          NDArray rows = x.reshape(in.get(0) * in.get(1), pixels);
          return rows.matMul(matrix).reshape(in.get(0), in.get(1), op.side(), op.side());
        });
  }
}
