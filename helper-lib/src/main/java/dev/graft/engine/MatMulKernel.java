package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.MatMul;

/** Multiplies arrays of matrices; MXNet's operator knows one axis before them. */
final class MatMulKernel implements Kernel<MatMul> {
  @Override
  public NDArray compute(MatMul op, Call call) {
    NDArray a = call.input();
    NDArray b = call.inputs().get(1);
    if (Engines.isPyTorch(a)) {
      return a.matMul(b);
    }
    return Temporaries.allBut(
        () -> {
          Shape left = a.getShape();
          Shape right = b.getShape();
          int axes = left.dimension() - 2;
          long[] before = new long[axes];
          for (int i = 0; i < axes; i++) {
            before[i] = Math.max(left.get(i), right.get(i));
          }
          NDList factors = new NDList(flat(a, before), flat(b, before));
          NDArray product =
              a.getManager().invoke("batch_dot", factors, new PairList<>()).singletonOrThrow();
          return product.reshape(
              new Shape(before).addAll(new Shape(left.get(axes), right.get(axes + 1))));
        });
  }

  private static NDArray flat(NDArray x, long[] before) {
    Shape shape = x.getShape();
    int axes = before.length;
    Shape matrix = shape.slice(axes);
    Shape whole = new Shape(before).addAll(matrix);
    NDArray all = whole.equals(shape) ? x : x.broadcast(whole);
    return all.reshape(new Shape(-1).addAll(matrix));
  }
}
