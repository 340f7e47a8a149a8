package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.graft.engine.Temporaries;
import java.util.Map;

/**
 * Keeps one batch from throwing the weights far: all gradients together get at most a given length
 * (Pascanu et al. 2013, algorithm 1), as torch's {@code clip_grad_norm_} has it.
 */
final class GradientClipping {
  private static final double EPSILON = 1e-6;

  private GradientClipping() {}

  /**
   * Multiplies gradients in place by {@code maximum / (norm + 1e-6)} where that is below 1.
   *
   * @param gradients by parameter; changed, never closed
   * @param maximum above 0
   * @return the norm before, over all elements of all gradients; where it is no number nothing
   *     changes
   */
  static double clip(Map<String, NDArray> gradients, double maximum) {
    double norm = norm(gradients);
    double factor = maximum / (norm + EPSILON);
    if (factor < 1) {
      gradients.values().forEach(gradient -> gradient.muli((float) factor));
    }
    return norm;
  }

  /** Reads all the sums at once: a device is waited for once, not once a parameter. */
  private static double norm(Map<String, NDArray> gradients) {
    NDArray sums =
        Temporaries.allBut(
            () -> {
              NDList squares = new NDList();
              gradients.values().forEach(gradient -> squares.add(gradient.square().sum()));
              return NDArrays.stack(squares);
            });
    try (sums) {
      double total = 0;
      for (float sum : sums.toFloatArray()) {
        total += sum;
      }
      return Math.sqrt(total);
    }
  }
}
