package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** Moves an axis around its edges, and fills it up with zeros. */
final class Edges {
  private Edges() {}

  /** Fills up behind the last place, then lets the first places follow: one copy at most. */
  static NDArray around(NDArray x, int axis, int shift, int zeros) {
    NDList parts = new NDList(shift == 0 ? x : some(x, axis, shift, x.getShape().get(axis)));
    if (zeros > 0) {
      long[] shape = x.getShape().getShape().clone();
      shape[axis] = zeros;
      parts.add(x.getManager().zeros(new Shape(shape)));
    }
    if (shift > 0) {
      parts.add(some(x, axis, 0, shift));
    }
    return parts.size() == 1 ? x : NDArrays.concat(parts, axis);
  }

  /** Takes back what {@link #around} did; the axis had a length before. */
  static NDArray back(NDArray x, int axis, int shift, int length) {
    long moved = x.getShape().get(axis);
    if (shift == 0) {
      return moved == length ? x : some(x, axis, 0, length);
    }
    NDArray first = some(x, axis, moved - shift, moved);
    return NDArrays.concat(new NDList(first, some(x, axis, 0, length - shift)), axis);
  }

  private static NDArray some(NDArray x, int axis, long from, long to) {
    NDIndex index = new NDIndex();
    for (int i = 0; i < axis; i++) {
      index.addAllDim();
    }
    return x.get(index.addSliceDim(from, to));
  }
}
