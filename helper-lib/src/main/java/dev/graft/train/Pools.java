package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.Op;

/** Pooling over windows, {@code (N, C, H, W)} to {@code (N, C, H', W')}. */
final class Pools {
  private Pools() {}

  static NDArray max(Op.MaxPool pool, NDArray x) {
    Shape kernel = new Shape(pool.kernel(), pool.kernel());
    Shape stride = new Shape(pool.stride(), pool.stride());
    return Pool.maxPool2d(x, kernel, stride, new Shape(pool.padding(), pool.padding()), false);
  }

  /**
   * But for one pixel, no engine offers it through DJL; as a product it is exact and has its
   * gradient.
   */
  static NDArray average(Op.AdaptiveAveragePool pool, NDArray x) {
    Shape in = x.getShape();
    if (pool.side() == 1) {
      return Temporaries.allBut(() -> Pool.globalAvgPool2d(x).reshape(in.get(0), in.get(1), 1, 1));
    }
    int height = Math.toIntExact(in.get(2));
    int width = Math.toIntExact(in.get(3));
    long bins = (long) pool.side() * pool.side();
    return Temporaries.allBut(
        () -> {
          float[] shares = pool.matrix(height, width);
          NDArray matrix = x.getManager().create(shares, new Shape((long) height * width, bins));
          NDArray rows = x.reshape(in.get(0) * in.get(1), (long) height * width);
          return rows.matMul(matrix).reshape(in.get(0), in.get(1), pool.side(), pool.side());
        });
  }
}
