package dev.graft.pixels;

import java.awt.image.BufferedImage;

/**
 * Turns a photo upright by its EXIF orientation, 1…8 as the EXIF standard (tag 0x0112) numbers
 * them.
 */
final class Orientation {
  private Orientation() {}

  /** Undoes the orientation; exact, pixel by pixel. */
  static BufferedImage upright(BufferedImage stored, int orientation) {
    if (orientation < 2 || orientation > 8) {
      return stored;
    }
    int width = stored.getWidth();
    int height = stored.getHeight();
    boolean transposed = orientation >= 5;
    BufferedImage upright = transposed ? Rgb.image(height, width) : Rgb.image(width, height);
    byte[] from = Rgb.bytes(stored);
    byte[] to = Rgb.bytes(upright);
    int at = 0;
    for (int y = 0; y < upright.getHeight(); y++) {
      for (int x = 0; x < upright.getWidth(); x++) {
        int column = transposed ? y : x;
        int row = transposed ? x : y;
        // columns run backwards in 2, 3, 7 and 8, rows in 3, 4, 6 and 7
        int storedX =
            switch (orientation) {
              case 2, 3, 7, 8 -> width - 1 - column;
              default -> column;
            };
        int storedY =
            switch (orientation) {
              case 3, 4, 6, 7 -> height - 1 - row;
              default -> row;
            };
        int source = (storedY * width + storedX) * 3;
        to[at++] = from[source];
        to[at++] = from[source + 1];
        to[at++] = from[source + 2];
      }
    }
    return upright;
  }
}
