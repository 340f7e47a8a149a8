package dev.graft.webp;

/**
 * Each pixel was predicted from those before it (RFC 9649, section 3.4.1).
 *
 * @param bits how long the side of a square is, as a power of two
 * @param modes of a square, in green
 */
record Predictor(int codedWidth, int bits, int across, int[] modes) implements Transformation {
  private static final int BLACK = 0xff00_0000;

  @Override
  public int[] undo(int[] pixels, int height) {
    pixels[0] = Pixels.add(pixels[0], BLACK);
    for (int x = 1; x < codedWidth; x++) {
      pixels[x] = Pixels.add(pixels[x], pixels[x - 1]);
    }
    for (int y = 1; y < height; y++) {
      int row = y * codedWidth;
      pixels[row] = Pixels.add(pixels[row], pixels[row - codedWidth]);
      for (int x = 1; x < codedWidth; ) {
        int end = Math.min((x >> bits) + 1 << bits, codedWidth);
        int mode = modes[(y >> bits) * across + (x >> bits)] >> 8 & 15;
        undo(pixels, row + x, row + end, mode);
        x = end;
      }
    }
    return pixels;
  }

  private void undo(int[] pixels, int from, int to, int mode) {
    int left = pixels[from - 1];
    for (int at = from; at < to; at++) {
      left = Pixels.add(pixels[at], predicted(pixels, at - codedWidth, left, mode));
      pixels[at] = left;
    }
  }

  /** Right of the last column lies the first of this row, which is there already. */
  private static int predicted(int[] pixels, int above, int left, int mode) {
    int top = pixels[above];
    int corner = pixels[above - 1];
    int right = pixels[above + 1];
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> right;
      case 4 -> corner;
      case 5 -> Pixels.average(Pixels.average(left, right), top);
      case 6 -> Pixels.average(left, corner);
      case 7 -> Pixels.average(left, top);
      case 8 -> Pixels.average(corner, top);
      case 9 -> Pixels.average(top, right);
      case 10 -> Pixels.average(Pixels.average(left, corner), Pixels.average(top, right));
      case 11 -> nearer(left, top, corner);
      case 12 -> each(left, top, corner, false);
      case 13 -> each(Pixels.average(left, top), corner, corner, true);
      default -> BLACK;
    };
  }

  /** Left or top, whichever is nearer to left + top - corner. */
  private static int nearer(int left, int top, int corner) {
    int difference = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int c = corner >> shift & 0xff;
      difference += Math.abs((top >> shift & 0xff) - c) - Math.abs((left >> shift & 0xff) - c);
    }
    return difference < 0 ? left : top;
  }

  /** Left + top - corner; or the first half as far again from the corner. */
  private static int each(int first, int top, int corner, boolean isHalf) {
    int argb = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int a = first >> shift & 0xff;
      int c = corner >> shift & 0xff;
      int value = isHalf ? a + (a - c) / 2 : a + (top >> shift & 0xff) - c;
      argb |= Math.max(0, Math.min(value, 255)) << shift;
    }
    return argb;
  }
}
