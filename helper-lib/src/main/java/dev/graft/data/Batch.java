package dev.graft.data;

import dev.graft.graph.Extent;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Some inputs, read.
 *
 * @param indices of the inputs in their source
 * @param extent how many they are, and as long as the longest of them
 * @param values for each shape {@code (N, …)}, direct, valid until the next batch is asked for
 */
public record Batch(int[] indices, Extent extent, List<FloatBuffer> values) {
  /**
   * Counts the inputs.
   *
   * @return N
   */
  public int size() {
    return indices.length;
  }
}
