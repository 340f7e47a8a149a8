package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.GlobalAveragePool;

/** Averages each channel. */
final class GlobalAveragePoolKernel implements Kernel<GlobalAveragePool> {
  @Override
  public NDArray compute(GlobalAveragePool op, Call call) {
    boolean tokens = TokenRows.are(call.input());
    return tokens ? call.input().mean(new int[] {1}) : Pool.globalAvgPool2d(call.input());
  }
}
