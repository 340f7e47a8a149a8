package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Tokens;

/** Lays out pixels as tokens; where channels are last in memory that is no copy. */
final class TokensKernel implements Kernel<Tokens> {
  @Override
  public NDArray compute(Tokens op, Call call) {
    Shape map = call.input().getShape();
    return Temporaries.allBut(
        () -> call.input().transpose(0, 2, 3, 1).reshape(map.get(0), -1, map.get(1)));
  }
}
