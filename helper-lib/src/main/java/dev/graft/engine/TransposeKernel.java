package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts axes into another order; MXNet knows six at most, so that more are moved one by one. */
final class TransposeKernel implements Kernel<Transpose> {
  private static final int MOST = 6;

  @Override
  public NDArray compute(Transpose op, Call call) {
    int[] axes =
        IntStream.concat(IntStream.of(0), op.axes().stream().mapToInt(axis -> axis)).toArray();
    NDArray x = call.input();
    return axes.length <= MOST || Engines.isPyTorch(x)
        ? x.transpose(axes)
        : Temporaries.allBut(() -> oneByOne(x, axes));
  }

  /** Moves each axis to its place in front of those that follow, which is a turn of two. */
  private static NDArray oneByOne(NDArray x, int... axes) {
    List<Integer> left = new ArrayList<>(IntStream.range(0, axes.length).boxed().toList());
    List<Long> sizes = new ArrayList<>();
    left.forEach(axis -> sizes.add(x.getShape().get(axis)));
    NDArray y = x;
    for (int place = 0; place < axes.length; place++) {
      int at = left.indexOf(axes[place]);
      if (at > place) {
        long before = product(sizes, 0, place);
        long between = product(sizes, place, at);
        y = y.reshape(before, between, sizes.get(at), -1).transpose(0, 2, 1, 3);
        left.add(place, left.remove(at));
        sizes.add(place, sizes.remove(at));
      }
    }
    return y.reshape(new Shape(sizes));
  }

  private static long product(List<Long> sizes, int from, int to) {
    return sizes.subList(from, to).stream().reduce(1L, (a, b) -> a * b);
  }
}
