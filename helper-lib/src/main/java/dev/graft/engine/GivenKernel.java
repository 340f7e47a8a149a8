package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Given;
import dev.graft.graph.Parameter;

/** Repeats an array of the layer's own for each sample. */
final class GivenKernel implements Kernel<Given> {
  @Override
  public NDArray compute(Given op, Call call) {
    return Temporaries.allBut(
        () ->
            call.own(Parameter.NODE)
                .reshape(ArrayShapes.first(1, op.own()))
                .broadcast(ArrayShapes.batch(call.input(), op.own())));
  }
}
