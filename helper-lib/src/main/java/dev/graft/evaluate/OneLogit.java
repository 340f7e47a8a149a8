package dev.graft.evaluate;

import java.util.Arrays;

/** The single logit z of a binary head is read as the pair (0, z): here, and where losses are. */
public final class OneLogit {
  private OneLogit() {}

  /**
   * Counts the classes behind so many outputs.
   *
   * @param outputs of the network, at least 1
   * @return at least 2
   */
  public static int classes(long outputs) {
    return Math.toIntExact(Math.max(2, outputs));
  }

  /**
   * Reads the logits of one image.
   *
   * @param outputs of all images, one after another
   * @param image from 0
   * @param width outputs of an image
   * @return one logit a class, a copy
   */
  public static float[] row(float[] outputs, int image, int width) {
    return width == 1
        ? new float[] {0, outputs[image]}
        : Arrays.copyOfRange(outputs, image * width, (image + 1) * width);
  }
}
