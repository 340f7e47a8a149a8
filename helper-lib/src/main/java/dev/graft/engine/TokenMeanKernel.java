package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.graft.graph.TokenMean;

/** Averages some of the tokens; a single one is taken as it is. */
final class TokenMeanKernel implements Kernel<TokenMean> {
  /** Added to the number of tokens: too small to be seen beside one, and no 0 beside none. */
  private static final float NOTHING = 1e-9f;

  @Override
  public NDArray compute(TokenMean op, Call call) {
    NDArray x = call.input();
    if (call.inputs().size() > 1) {
      return masked(op, x, call.inputs().get(1));
    }
    if (op.to() - op.from() == 1) {
      return x.get(new NDIndex(":, {}", op.from()));
    }
    NDIndex some = new NDIndex(":, {}:{}", op.from(), op.to());
    return Temporaries.allBut(() -> x.get(some).mean(new int[] {1}));
  }

  private static NDArray masked(TokenMean op, NDArray x, NDArray mask) {
    NDIndex some = new NDIndex(":, {}:{}", op.from(), Math.min(op.to(), x.getShape().get(1)));
    return Temporaries.allBut(
        () -> {
          NDArray there = mask.get(some);
          NDArray count = there.sum(new int[] {1}).add(NOTHING);
          return x.get(some).mul(there).sum(new int[] {1}).div(count);
        });
  }
}
