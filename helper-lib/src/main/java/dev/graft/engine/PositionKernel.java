package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Parameter;
import dev.graft.graph.Position;

/** Adds a learned vector to each token. */
final class PositionKernel implements Kernel<Position> {
  @Override
  public NDArray compute(Position op, Call call) {
    return call.input().add(call.own(Parameter.NODE));
  }
}
