package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Turns any decoded image into 8-bit RGB. Samples are taken as they are stored, without colour
 * management, as Pillow and TensorFlow take them: that is what published weights were trained on.
 * Java's own conversion would also brighten grey images, whose colour space it takes for linear.
 */
public final class Rgb {
  private static final long WHITE = 255;

  private Rgb() {}

  /**
   * Makes an image of the type that all of Graft works on.
   *
   * @param width in pixels
   * @param height in pixels
   * @return a black image of {@code TYPE_3BYTE_BGR}
   */
  public static BufferedImage image(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
  }

  /**
   * The pixels of an image made here, not copied.
   *
   * @param image of {@link #image}
   * @return B, G, R, row by row
   */
  public static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /**
   * Converts; alpha is laid over white.
   *
   * @param any image
   * @return the same where it is one of {@link #image} already
   */
  public static BufferedImage of(BufferedImage any) {
    if (any.getType() == BufferedImage.TYPE_3BYTE_BGR
        && bytes(any).length == any.getWidth() * any.getHeight() * 3) {
      return any;
    }
    BufferedImage rgb = image(any.getWidth(), any.getHeight());
    int[] row = new int[any.getWidth() * any.getRaster().getNumBands()];
    for (int y = 0; y < any.getHeight(); y++) {
      if (any.getColorModel() instanceof IndexColorModel palette) {
        indexed(any.getRaster(), palette, y, row, bytes(rgb));
      } else {
        direct(any.getRaster(), any.getColorModel(), y, row, bytes(rgb));
      }
    }
    return rgb;
  }

  private static void indexed(Raster from, IndexColorModel palette, int y, int[] row, byte[] to) {
    from.getPixels(0, y, from.getWidth(), 1, row);
    int at = y * from.getWidth() * 3;
    for (int x = 0; x < from.getWidth(); x++) {
      int argb = palette.getRGB(row[x]);
      for (int channel = 0; channel < 3; channel++) {
        to[at++] = over(argb >> 8 * channel & 0xff, argb >>> 24, 255);
      }
    }
  }

  private static void direct(Raster from, ColorModel model, int y, int[] row, byte[] to) {
    from.getPixels(0, y, from.getWidth(), 1, row);
    int bands = from.getNumBands();
    int colours = model.hasAlpha() ? bands - 1 : bands;
    int max = (1 << model.getComponentSize(0)) - 1;
    int at = y * from.getWidth() * 3;
    for (int x = 0; x < from.getWidth(); x++) {
      int alpha = model.hasAlpha() ? row[x * bands + bands - 1] : max;
      for (int channel = 2; channel >= 0; channel--) {
        to[at++] = over(row[x * bands + (colours < 3 ? 0 : channel)], alpha, max);
      }
    }
  }

  /** A sample and its alpha, both of 0…255, over white. */
  static byte over(int sample, int alpha) {
    return (byte) (((sample * alpha + 255 * (255 - alpha)) * 2 + 255) / 510);
  }

  /** A sample and its alpha, both of 0…max, over white, as 0…255. */
  private static byte over(int sample, int alpha, int max) {
    long square = (long) max * max;
    long sum = WHITE * ((long) sample * alpha + (long) (max - alpha) * max);
    return (byte) ((sum + square / 2) / square);
  }
}
