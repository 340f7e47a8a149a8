package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.UnitLength;

/** Divides a vector by its length. */
final class UnitLengthKernel implements Kernel<UnitLength> {
  /** Under the root: too small to be seen beside any vector but zero, whose slope it keeps. */
  private static final float NOTHING = 1e-24f;

  @Override
  public NDArray compute(UnitLength op, Call call) {
    NDArray x = call.input();
    return Temporaries.allBut(() -> x.div(x.mul(x).sum(new int[] {1}, true).add(NOTHING).sqrt()));
  }
}
