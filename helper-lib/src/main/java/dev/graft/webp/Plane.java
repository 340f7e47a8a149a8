package dev.graft.webp;

import java.util.Arrays;

/**
 * Luma or one chroma of a whole frame, with what prediction sees beyond its edges: 127 above, 129
 * to the left (RFC 6386, section 12.2).
 *
 * @param start of the pixel at the top left
 * @param stride from row to row
 */
record Plane(byte[] pixels, int start, int stride) {
  /** Beside a row lie one pixel to the left and, of the row above all, four to the right. */
  private static final int BESIDE = 5;

  static Plane of(int width, int height) {
    int stride = width + BESIDE;
    byte[] pixels = new byte[Math.multiplyExact(stride, height + 1)];
    Arrays.fill(pixels, 0, stride, (byte) 127);
    for (int row = 1; row <= height; row++) {
      pixels[row * stride] = (byte) 129;
    }
    return new Plane(pixels, stride + 1, stride);
  }

  int at(int x, int y) {
    return start + y * stride + x;
  }
}
