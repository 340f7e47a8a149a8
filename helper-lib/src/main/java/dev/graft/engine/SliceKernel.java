package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.Slice;

/** Takes places along an axis; MXNet's operator knows five axes, so that it gets three. */
final class SliceKernel implements Kernel<Slice> {
  @Override
  public NDArray compute(Slice op, Call call) {
    NDArray x = call.input();
    int end = op.from() + (op.count() - 1) * op.step() + 1;
    if (Engines.isPyTorch(x)) {
      NDIndex index = new NDIndex();
      for (int axis = 0; axis < op.axis(); axis++) {
        index.addAllDim();
      }
      return x.get(index.addSliceDim(op.from(), end, op.step()));
    }
    PairList<String, String> options = new PairList<>();
    options.add("begin", "(None," + op.from() + ")");
    options.add("end", "(None," + end + ")");
    options.add("step", "(None," + op.step() + ")");
    return Temporaries.allBut(
        () -> {
          Shape shape = x.getShape();
          long before = shape.slice(0, op.axis()).size();
          long[] taken = shape.getShape().clone();
          taken[op.axis()] = op.count();
          NDArray flat = x.reshape(before, shape.get(op.axis()), -1);
          NDList some = x.getManager().invoke("slice", new NDList(flat), options);
          return some.singletonOrThrow().reshape(new Shape(taken));
        });
  }
}
