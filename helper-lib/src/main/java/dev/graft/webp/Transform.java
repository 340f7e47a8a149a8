package dev.graft.webp;

/** From coefficients to differences (RFC 6386, sections 14.3 and 14.4). */
final class Transform {
  private Transform() {}

  /** The luma blocks' first coefficients, from those of the second-order block. */
  static void second(short[] from, short[] into) {
    int[] half = new int[16];
    for (int i = 0; i < 4; i++) {
      int a0 = from[i] + from[12 + i];
      int a1 = from[4 + i] + from[8 + i];
      int a2 = from[4 + i] - from[8 + i];
      int a3 = from[i] - from[12 + i];
      half[i] = a0 + a1;
      half[8 + i] = a0 - a1;
      half[4 + i] = a3 + a2;
      half[12 + i] = a3 - a2;
    }
    for (int i = 0; i < 4; i++) {
      int dc = half[4 * i] + 3;
      int a0 = dc + half[4 * i + 3];
      int a1 = half[4 * i + 1] + half[4 * i + 2];
      int a2 = half[4 * i + 1] - half[4 * i + 2];
      int a3 = dc - half[4 * i + 3];
      into[64 * i] = (short) (a0 + a1 >> 3);
      into[64 * i + 16] = (short) (a3 + a2 >> 3);
      into[64 * i + 32] = (short) (a0 - a1 >> 3);
      into[64 * i + 48] = (short) (a3 - a2 >> 3);
    }
  }

  /** Adds what one coefficient alone gives to the 4 × 4 pixels from {@code to} on. */
  static void addFirst(int coefficient, byte[] pixels, int to, int stride) {
    int add = coefficient + 4 >> 3;
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int at = to + y * stride + x;
        pixels[at] = clip((pixels[at] & 0xff) + add);
      }
    }
  }

  /**
   * Adds a block's differences to the 4 × 4 pixels from {@code to} on. Sums wrap at 16 bits, as
   * those of libwebp's vectors do; only damaged files have any that large.
   *
   * @param half room for 16 numbers
   */
  static void add(short[] from, int at, int[] half, byte[] pixels, int to, int stride) {
    for (int i = 0; i < 4; i++) {
      int c0 = from[at + i];
      int c1 = from[at + 4 + i];
      int c2 = from[at + 8 + i];
      int c3 = from[at + 12 + i];
      int even = c0 + c2;
      int odd = c0 - c2;
      int down = sine(c1) - cosine(c3);
      int up = cosine(c1) + sine(c3);
      half[4 * i] = (short) (even + up);
      half[4 * i + 1] = (short) (odd + down);
      half[4 * i + 2] = (short) (odd - down);
      half[4 * i + 3] = (short) (even - up);
    }
    for (int y = 0; y < 4; y++) {
      int even = half[y] + 4 + half[8 + y];
      int odd = half[y] + 4 - half[8 + y];
      int down = sine(half[4 + y]) - cosine(half[12 + y]);
      int up = cosine(half[4 + y]) + sine(half[12 + y]);
      int row = to + y * stride;
      pixels[row] = clip((pixels[row] & 0xff) + ((short) (even + up) >> 3));
      pixels[row + 1] = clip((pixels[row + 1] & 0xff) + ((short) (odd + down) >> 3));
      pixels[row + 2] = clip((pixels[row + 2] & 0xff) + ((short) (odd - down) >> 3));
      pixels[row + 3] = clip((pixels[row + 3] & 0xff) + ((short) (even - up) >> 3));
    }
  }

  /** Times √2 · cos(π / 8). */
  private static int cosine(int value) {
    return value + (value * 20091 >> 16);
  }

  /** Times √2 · sin(π / 8). */
  private static int sine(int value) {
    return value * 35468 >> 16;
  }

  static byte clip(int value) {
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }
}
