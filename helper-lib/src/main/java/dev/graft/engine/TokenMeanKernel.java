package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.graft.graph.TokenMean;

/** Averages some of the tokens; a single one is taken as it is. */
final class TokenMeanKernel implements Kernel<TokenMean> {
  @Override
  public NDArray compute(TokenMean op, Call call) {
    NDArray x = call.input();
    if (op.to() - op.from() == 1) {
      return x.get(new NDIndex(":, {}", op.from()));
    }
    NDIndex some = new NDIndex(":, {}:{}", op.from(), op.to());
    return Temporaries.allBut(() -> x.get(some).mean(new int[] {1}));
  }
}
