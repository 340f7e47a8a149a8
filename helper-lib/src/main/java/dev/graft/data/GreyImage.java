package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Images of one byte a pixel, which are numbers and no greys. */
final class GreyImage {
  private GreyImage() {}

  static BufferedImage of(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
  }

  /** The pixels, not copied. */
  static byte[] bytes(BufferedImage image) {
    return Rgb.bytes(image);
  }

  /**
   * Samples the pixel in which each output pixel's centre lies; beyond the border there is none.
   *
   * @param map from output to image coordinates
   * @param outside what stands for no pixel
   */
  static BufferedImage nearest(
      BufferedImage image, AffineTransform map, int width, int height, int outside) {
    BufferedImage sampled = of(width, height);
    byte[] to = bytes(sampled);
    Arrays.fill(to, (byte) outside);
    byte[] from = bytes(image);
    int wide = image.getWidth();
    int high = image.getHeight();
    for (int y = 0; y < height; y++) {
      double startX = map.getShearX() * (y + 0.5) + map.getTranslateX();
      double startY = map.getScaleY() * (y + 0.5) + map.getTranslateY();
      for (int x = 0; x < width; x++) {
        double atX = map.getScaleX() * (x + 0.5) + startX;
        double atY = map.getShearY() * (x + 0.5) + startY;
        if (atX >= 0 && atX < wide && atY >= 0 && atY < high) {
          to[y * width + x] = from[(int) atY * wide + (int) atX];
        }
      }
    }
    return sampled;
  }
}
