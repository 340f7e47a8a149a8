package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Op;
import dev.graft.graph.Padding;

/**
 * A convolution whose padding may differ from side to side, which no engine's op takes as it is.
 *
 * <p>PyTorch pads the input first. MXNet's engine has no {@code pad}; there the kernel is widened
 * by rows and columns of zeros until equal padding on both sides gives the same sums.
 */
final class Convolutions {
  private Convolutions() {}

  /**
   * Convolves.
   *
   * @param x {@code (N, in, H, W)}
   * @param weight {@code (out, in / groups, k, k)}
   * @param bias {@code (out)} or null
   */
  static NDArray convolve(Op.Conv conv, NDArray x, NDArray weight, NDArray bias) {
    Padding p = conv.padding();
    if (p.symmetric()) {
      return run(conv, x, weight, bias, p.top(), p.left());
    }
    if (x.getManager().getEngine().getEngineName().equals(Engines.PYTORCH)) {
      try (NDArray padded = x.pad(new Shape(p.left(), p.right(), p.top(), p.bottom()), 0)) {
        return run(conv, padded, weight, bias, 0, 0);
      }
    }
    int rows = Math.max(p.top(), p.bottom());
    int columns = Math.max(p.left(), p.right());
    return Temporaries.allBut(
        () -> {
          NDArray tall = widen(weight, 2, rows - p.top(), rows - p.bottom());
          NDArray wide = widen(tall, 3, columns - p.left(), columns - p.right());
          return run(conv, x, wide, bias, rows, columns);
        });
  }

  private static NDArray widen(NDArray weight, int axis, int before, int after) {
    NDList parts = new NDList(weight);
    if (before > 0) {
      parts.add(0, zeros(weight, axis, before));
    }
    if (after > 0) {
      parts.add(zeros(weight, axis, after));
    }
    return parts.size() == 1 ? weight : NDArrays.concat(parts, axis);
  }

  private static NDArray zeros(NDArray like, int axis, int count) {
    long[] shape = like.getShape().getShape().clone();
    shape[axis] = count;
    return like.getManager().zeros(new Shape(shape));
  }

  private static NDArray run(
      Op.Conv conv, NDArray x, NDArray weight, NDArray bias, int rows, int columns) {
    return x.getNDArrayInternal()
        .convolution(
            x,
            weight,
            bias,
            new Shape(conv.stride(), conv.stride()),
            new Shape(rows, columns),
            new Shape(1, 1),
            conv.groups())
        .singletonOrThrow();
  }
}
