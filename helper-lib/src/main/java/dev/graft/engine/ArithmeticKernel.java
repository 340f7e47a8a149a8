package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Arithmetic;

/** Combines two arrays element by element. */
final class ArithmeticKernel implements Kernel<Arithmetic> {
  @Override
  public NDArray compute(Arithmetic op, Call call) {
    return combined(op.operation(), call.input(), call.inputs().get(1));
  }

  static NDArray combined(Arithmetic.Operation operation, NDArray a, NDArray b) {
    return switch (operation) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.sub(b);
      case MULTIPLY -> a.mul(b);
      case DIVIDE -> a.div(b);
      case MAXIMUM -> a.maximum(b);
      case MINIMUM -> a.minimum(b);
    };
  }
}
