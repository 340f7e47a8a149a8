package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;

/**
 * Pixels as numbers: three planes R, G, B of {@code height · width} values of 0…255, one after the
 * other.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values 3 · height · width of them, to be changed in place
 */
public record Planes(int width, int height, float[] values) {

  Planes(int width, int height) {
    this(width, height, new float[3 * width * height]);
  }

  int plane() {
    return width * height;
  }

  /** The brightness of a pixel as ITU-R BT.601 weighs the colours. */
  float grey(int pixel) {
    return 0.299f * values[pixel]
        + 0.587f * values[plane() + pixel]
        + 0.114f * values[2 * plane() + pixel];
  }

  /** Cuts all values to 0…255. */
  void clamp() {
    clamp(values);
  }

  static void clamp(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(255, values[i]));
    }
  }

  /** Changes left and right over. */
  void mirror() {
    for (int row = 0; row < 3 * height; row++) {
      for (int left = row * width, right = left + width - 1; left < right; left++, right--) {
        float value = values[left];
        values[left] = values[right];
        values[right] = value;
      }
    }
  }

  /** Puts {@code (x − mean) / std} in the contract's order of channels; these values become so. */
  void normalize(InputContract contract, FloatBuffer into) {
    for (int channel = 0; channel < 3; channel++) {
      int from = (contract.order() == InputContract.Order.RGB ? channel : 2 - channel) * plane();
      normalize(from, contract.mean().get(channel), contract.std().get(channel));
      into.put(values, from, plane());
    }
  }

  private void normalize(int from, float mean, float std) {
    for (int i = from; i < from + plane(); i++) {
      values[i] = (values[i] - mean) / std;
    }
  }

  /** Rounds to 8 bits. */
  BufferedImage image() {
    BufferedImage image = Rgb.image(width, height);
    byte[] bytes = Rgb.bytes(image);
    for (int i = 0; i < plane(); i++) {
      for (int channel = 0; channel < 3; channel++) {
        float value = values[(2 - channel) * plane() + i];
        bytes[3 * i + channel] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    return image;
  }
}
