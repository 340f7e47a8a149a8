package dev.graft.webp;

/**
 * Pixels are numbers of colours, several in one where there are few (RFC 9649, section 3.4.4).
 *
 * @param width of the picture
 * @param bits how many numbers are in one pixel, as a power of two
 * @param colours as many as a number can say; those not given are transparent black
 */
record Palette(int width, int bits, int[] colours) implements Transformation {

  /** Each colour is stored as its difference from the one before. */
  static Palette of(int width, int[] differences) {
    int count = differences.length;
    int bits = count > 16 ? 0 : count > 4 ? 1 : count > 2 ? 2 : 3;
    int[] colours = new int[1 << (8 >> bits)];
    int last = 0;
    for (int i = 0; i < count; i++) {
      last = Pixels.add(last, differences[i]);
      colours[i] = last;
    }
    return new Palette(width, bits, colours);
  }

  @Override
  public int codedWidth() {
    return width + (1 << bits) - 1 >> bits;
  }

  @Override
  public int[] undo(int[] pixels, int height) {
    if (bits == 0) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = colours[pixels[i] >> 8 & 0xff];
      }
      return pixels;
    }
    int[] all = new int[Math.multiplyExact(width, height)];
    int coded = codedWidth();
    int each = 8 >> bits;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int packed = pixels[y * coded + (x >> bits)] >> 8 & 0xff;
        int number = packed >> each * (x & (1 << bits) - 1) & (1 << each) - 1;
        all[y * width + x] = colours[number];
      }
    }
    return all;
  }
}
