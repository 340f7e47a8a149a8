package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Softmax;

/** Computes shares along an axis; MXNet is more than twice as fast over two axes as over more. */
final class SoftmaxKernel implements Kernel<Softmax> {
  @Override
  public NDArray compute(Softmax op, Call call) {
    NDArray x = call.input();
    Shape shape = x.getShape();
    boolean last = op.axis() == shape.dimension() - 1;
    if (!last || Engines.isPyTorch(x)) {
      return x.softmax(op.axis());
    }
    return Temporaries.allBut(() -> x.reshape(-1, shape.get(op.axis())).softmax(-1).reshape(shape));
  }
}
