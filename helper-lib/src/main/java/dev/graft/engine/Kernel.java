package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Op;

/**
 * Computes one op with DJL, on either engine: a file of its own and a row of {@link Kernels}.
 *
 * @param <O> the op
 */
@FunctionalInterface
interface Kernel<O extends Op> {
  /**
   * Computes.
   *
   * @param op what
   * @param call on what and how
   * @return a new array, which the caller closes, with its gradient where the inputs have theirs
   */
  NDArray compute(O op, Call call);
}
