package dev.graft.webp;

/**
 * Red was predicted from green, blue from both (RFC 9649, section 3.4.2).
 *
 * @param bits how long the side of a square is, as a power of two
 * @param factors of a square: green to red lowest, then green to blue, then red to blue
 */
record CrossColour(int codedWidth, int bits, int across, int[] factors) implements Transformation {

  @Override
  public int[] undo(int[] pixels, int height) {
    int at = 0;
    for (int y = 0; y < height; y++) {
      int row = (y >> bits) * across;
      for (int x = 0; x < codedWidth; x++, at++) {
        int by = factors[row + (x >> bits)];
        int argb = pixels[at];
        int green = (byte) (argb >> 8);
        int red = argb >> 16;
        int blue = argb;
        red += delta(by, green);
        blue += delta(by >> 8, green) + delta(by >> 16, (byte) red);
        pixels[at] = argb & 0xff00_ff00 | (red & 0xff) << 16 | blue & 0xff;
      }
    }
    return pixels;
  }

  private static int delta(int factor, int colour) {
    return (byte) factor * colour >> 5;
  }
}
