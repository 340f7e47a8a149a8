package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Labelled images that can be read as a network wants them. Reading is thread-safe and depends on
 * nothing but the arguments.
 */
public interface PixelSource {

  /**
   * Counts the images.
   *
   * @return at least 0
   */
  int size();

  /**
   * Tells the class of an image.
   *
   * @param index of the image
   * @return index of its class
   */
  int label(int index);

  /**
   * Names an image in messages.
   *
   * @param index of the image
   * @return its name within this source
   */
  default String name(int index) {
    return "image " + index;
  }

  /**
   * Identifies what {@link #read} gives of an image, but for the contract: equal keys, equal
   * pixels.
   *
   * @param index of the image
   * @return empty where that cannot be told; its features are then never cached
   */
  default Optional<ImageKey> key(int index) {
    return Optional.empty();
  }

  /**
   * Decodes, resizes, augments where this source does, and normalizes one image.
   *
   * @param index of the image
   * @param contract what the weights want
   * @param into receives {@code 3 · height · width} values {@code (C, H, W)} at its position, which
   *     advances
   */
  void read(int index, InputContract contract, FloatBuffer into);
}
