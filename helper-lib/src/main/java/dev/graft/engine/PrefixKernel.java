package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Parameter;
import dev.graft.graph.Prefix;

/** Puts the same learned tokens in front of each sample's. */
final class PrefixKernel implements Kernel<Prefix> {
  @Override
  public NDArray compute(Prefix op, Call call) {
    NDArray learned = call.own(Parameter.NODE);
    NDArray x = call.input();
    Shape each = new Shape(x.getShape().get(0), op.count(), op.channels());
    return Temporaries.allBut(() -> NDArrays.concat(new NDList(learned.broadcast(each), x), 1));
  }
}
