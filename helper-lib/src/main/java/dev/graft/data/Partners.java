package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.function.BiConsumer;

/** Pairs each image of a batch with the one before it, the first with the last. */
final class Partners {
  private Partners() {}

  /** Tells the share of an image that is mixed: all of it where it has no partner. */
  static double share(int[] labels, double share) {
    return labels.length < 2 ? 1 : share;
  }

  /**
   * Lets {@code change} write into each image, given its partner as it was before.
   *
   * @return the partners' labels
   */
  static int[] mix(
      FloatBuffer pixels,
      int[] labels,
      InputContract contract,
      BiConsumer<float[], float[]> change) {
    int count = labels.length;
    int size = 3 * contract.height() * contract.width();
    if (pixels.remaining() != count * size) {
      throw new IllegalArgumentException(
          "pixels are "
              + pixels.remaining()
              + " values, must be "
              + count * size
              + ": "
              + count
              + " images of 3 × "
              + contract.height()
              + " × "
              + contract.width());
    }
    if (count < 2) {
      return labels.clone();
    }
    int start = pixels.position();
    float[] last = new float[size];
    pixels.get(start + (count - 1) * size, last);
    float[] image = last.clone();
    float[] before = new float[size];
    int[] partners = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      if (i > 0) {
        pixels.get(start + (i - 1) * size, before);
      }
      change.accept(image, i > 0 ? before : last);
      pixels.put(start + i * size, image);
      partners[i] = labels[i > 0 ? i - 1 : count - 1];
      float[] next = before;
      before = image;
      image = next;
    }
    return partners;
  }
}
