package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.AveragePool;
import dev.graft.graph.Op;
import dev.graft.graph.Padding;

/** Pooling over windows, {@code (N, C, H, W)} to {@code (N, C, H', W')}. */
final class Pools {
  private Pools() {}

  static NDArray max(Op.MaxPool pool, NDArray x) {
    Shape kernel = square(pool.kernel());
    Shape stride = square(pool.stride());
    Padding p = pool.padding();
    if (p.symmetric()) {
      return Pool.maxPool2d(x, kernel, stride, new Shape(p.top(), p.left()), false);
    }
    try (NDArray padded = Convolutions.pad(x, p, -Float.MAX_VALUE)) {
      return Pool.maxPool2d(padded, kernel, stride, square(0), false);
    }
  }

  /** DJL's PyTorch counts the padding whatever it is told: where it should not, that is undone. */
  static NDArray average(AveragePool pool, NDArray x) {
    return Temporaries.allBut(
        () -> {
          Shape kernel = square(pool.kernel());
          Shape padding = square(pool.padding());
          NDArray y = Pool.avgPool2d(x, kernel, square(pool.stride()), padding, false, true);
          if (pool.border() == AveragePool.Border.COUNTED || pool.padding() == 0) {
            return y;
          }
          Shape in = x.getShape();
          int[] sides = {1, Math.toIntExact(in.get(2)), Math.toIntExact(in.get(3))};
          float[] factors = pool.leavingOut(dev.graft.graph.Shape.of(sides));
          return y.mul(Arrays.constant(y.getManager(), factors, y.getShape().slice(2)));
        });
  }

  private static Shape square(int side) {
    return new Shape(side, side);
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
          NDArray matrix =
              Arrays.constant(x.getManager(), shares, new Shape((long) height * width, bins));
          NDArray rows = x.reshape(in.get(0) * in.get(1), (long) height * width);
          return rows.matMul(matrix).reshape(in.get(0), in.get(1), pool.side(), pool.side());
        });
  }
}
