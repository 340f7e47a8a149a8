package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.graft.graph.Parameter;
import dev.graft.graph.Position;

/** Adds a learned vector to each token, of as many as there are tokens. */
final class PositionKernel implements Kernel<Position> {
  @Override
  public NDArray compute(Position op, Call call) {
    NDArray x = call.input();
    NDArray learned = call.own(Parameter.NODE);
    long tokens = x.getShape().get(1);
    if (tokens == op.tokens()) {
      return x.add(learned);
    }
    return Temporaries.allBut(() -> x.add(learned.get(new NDIndex(":, 0:{}", tokens))));
  }
}
