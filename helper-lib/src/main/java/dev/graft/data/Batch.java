package dev.graft.data;

import java.nio.FloatBuffer;

/**
 * Some images, decoded.
 *
 * @param indices of the images in their source
 * @param labels the class of each
 * @param pixels {@code (N, 3, H, W)}, direct, valid until the next batch is asked for
 */
public record Batch(int[] indices, int[] labels, FloatBuffer pixels) {
  /**
   * Counts the images.
   *
   * @return N
   */
  public int size() {
    return indices.length;
  }
}
