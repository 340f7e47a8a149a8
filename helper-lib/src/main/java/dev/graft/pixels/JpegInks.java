package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * Turns grey and inks into RGB. Inks are stored inverted, as Adobe stores them, and are laid over
 * each other by Pillow's arithmetic, to the last bit, without their profile.
 */
final class JpegInks {
  private static final int HALF = 1 << 15;

  private JpegInks() {}

  static BufferedImage rgb(Raster stored, JpegColours colours) throws IOException {
    int bands = stored.getNumBands();
    if (!(stored.getSampleModel() instanceof PixelInterleavedSampleModel)
        || bands != (colours == JpegColours.GREY ? 1 : 4)) {
      throw new IOException("JPEG is damaged: " + bands + " components");
    }
    byte[] from = ((DataBufferByte) stored.getDataBuffer()).getData();
    BufferedImage image = Rgb.image(stored.getWidth(), stored.getHeight());
    byte[] to = Rgb.bytes(image);
    for (int i = 0, at = 0; i < to.length; i += 3, at += bands) {
      switch (colours) {
        case GREY -> {
          to[i] = from[at];
          to[i + 1] = from[at];
          to[i + 2] = from[at];
        }
        case YCCK -> ycck(from, at, to, i);
        default -> cmyk(from[at], from[at + 1], from[at + 2], from[at + 3], to, i);
      }
    }
    return image;
  }

  /** From light that is left through, 255 all of it, to what is seen. */
  private static void cmyk(int cyan, int magenta, int yellow, int black, byte[] to, int at) {
    int light = black & 0xff;
    to[at] = ink(255 - (yellow & 0xff), light);
    to[at + 1] = ink(255 - (magenta & 0xff), light);
    to[at + 2] = ink(255 - (cyan & 0xff), light);
  }

  /** An ink of 0…255 takes its share of the light. */
  static byte ink(int ink, int light) {
    int product = ink * light + 128;
    return (byte) Math.max(0, light - ((product >> 8) + product >> 8));
  }

  /** JFIF's equations in fixed point, of inks: 255 less than red, green and blue. */
  private static void ycck(byte[] from, int at, byte[] to, int pixel) {
    int luminance = from[at] & 0xff;
    int blue = (from[at + 1] & 0xff) - 128;
    int red = (from[at + 2] & 0xff) - 128;
    int cyan = 255 - (luminance + (fixed(1.402) * red + HALF >> 16));
    int magenta =
        255 - (luminance + (-fixed(0.344136286) * blue - fixed(0.714136286) * red + HALF >> 16));
    int yellow = 255 - (luminance + (fixed(1.772) * blue + HALF >> 16));
    cmyk(clamp(cyan), clamp(magenta), clamp(yellow), from[at + 3], to, pixel);
  }

  private static int fixed(double factor) {
    return (int) (factor * 65536 + 0.5);
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
