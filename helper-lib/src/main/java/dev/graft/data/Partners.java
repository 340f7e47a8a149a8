package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.function.BiConsumer;

/** Pairs each image of a batch with the one before it, the first with the last. */
final class Partners {
  /** Channels, height, width. */
  private static final int IMAGE = 3;

  private Partners() {}

  /**
   * Lets {@code change} write into each image, given its partner as it was before; a batch of one
   * stays as it is.
   *
   * @return the share that the own images keep
   */
  static double mix(
      FloatBuffer pixels,
      int count,
      Shape shape,
      double share,
      BiConsumer<float[], float[]> change) {
    if (shape.rank() != IMAGE) {
      throw new IllegalArgumentException("only images can be mixed, inputs are " + shape);
    }
    int size = Math.toIntExact(shape.size());
    if (pixels.remaining() != count * size) {
      throw new IllegalArgumentException(
          "pixels are "
              + pixels.remaining()
              + " values, must be "
              + count * size
              + ": "
              + count
              + " images of "
              + shape);
    }
    if (count < 2) {
      return 1;
    }
    int start = pixels.position();
    float[] last = new float[size];
    pixels.get(start + (count - 1) * size, last);
    float[] image = last.clone();
    float[] before = new float[size];
    for (int i = count - 1; i >= 0; i--) {
      if (i > 0) {
        pixels.get(start + (i - 1) * size, before);
      }
      change.accept(image, i > 0 ? before : last);
      pixels.put(start + i * size, image);
      float[] next = before;
      before = image;
      image = next;
    }
    return share;
  }
}
