package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.BatchNorm;

/**
 * Normalizes by the stored statistics, or by those of each batch, which then move the stored ones.
 */
final class BatchNormKernel implements Kernel<BatchNorm> {
  @Override
  public NDArray compute(BatchNorm op, Call call) {
    return call.updates()
        ? Normalizations.updating(op, call.input(), call::own)
        : Normalizations.stored(op, call.input(), call::own);
  }
}
