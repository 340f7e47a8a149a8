package dev.graft.data;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Some inputs, read.
 *
 * @param indices of the inputs in their source
 * @param values for each shape {@code (N, …)}, direct, valid until the next batch is asked for
 */
public record Batch(int[] indices, List<FloatBuffer> values) {
  /**
   * Counts the inputs.
   *
   * @return N
   */
  public int size() {
    return indices.length;
  }
}
