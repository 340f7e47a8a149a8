package dev.graft.webp;

/** Smooths the edge between two blocks (RFC 6386, sections 15.2 and 15.3). */
final class EdgeFilter {
  private EdgeFilter() {}

  /**
   * The simple filter.
   *
   * @param at the first pixel beyond the edge
   * @param across from one side of the edge to the other
   * @param along from one pixel to the next beside it
   */
  static void simple(byte[] pixels, int at, int across, int along, int limit) {
    for (int i = 0, q = at; i < 16; i++, q += along) {
      int p1 = pixels[q - 2 * across] & 0xff;
      int p0 = pixels[q - across] & 0xff;
      int q0 = pixels[q] & 0xff;
      int q1 = pixels[q + across] & 0xff;
      if (4 * Math.abs(p0 - q0) + Math.abs(p1 - q1) <= 2 * limit + 1) {
        moveTwo(pixels, q, across, p1, p0, q0, q1);
      }
    }
  }

  /**
   * The normal filter.
   *
   * @param count how many pixels the edge is long
   * @param limit of the step across the edge
   * @param isOuter whether macroblocks meet here, of which six pixels are moved
   */
  static void normal(
      byte[] pixels,
      int at,
      int across,
      int along,
      int count,
      FilterStrength by,
      int limit,
      boolean isOuter) {
    int interior = by.interior();
    for (int i = 0, q = at; i < count; i++, q += along) {
      int p1 = pixels[q - 2 * across] & 0xff;
      int p0 = pixels[q - across] & 0xff;
      int q0 = pixels[q] & 0xff;
      int q1 = pixels[q + across] & 0xff;
      int p = Math.abs(p1 - p0);
      int s = Math.abs(q1 - q0);
      if (4 * Math.abs(p0 - q0) + Math.abs(p1 - q1) > 2 * limit + 1
          || p > interior
          || s > interior
          || !isSmooth(pixels, q, across, p1, q1, interior)) {
        continue;
      }
      if (p > by.highVariance() || s > by.highVariance()) {
        moveTwo(pixels, q, across, p1, p0, q0, q1);
      } else if (isOuter) {
        moveSix(pixels, q, across, p1, p0, q0, q1);
      } else {
        moveFour(pixels, q, across, p1, p0, q0, q1);
      }
    }
  }

  private static boolean isSmooth(byte[] pixels, int q, int across, int p1, int q1, int interior) {
    int p3 = pixels[q - 4 * across] & 0xff;
    int p2 = pixels[q - 3 * across] & 0xff;
    int q2 = pixels[q + 2 * across] & 0xff;
    int q3 = pixels[q + 3 * across] & 0xff;
    return Math.abs(p3 - p2) <= interior
        && Math.abs(p2 - p1) <= interior
        && Math.abs(q3 - q2) <= interior
        && Math.abs(q2 - q1) <= interior;
  }

  private static void moveTwo(byte[] pixels, int q, int across, int p1, int p0, int q0, int q1) {
    int step = signed(3 * (q0 - p0) + signed(p1 - q1));
    pixels[q - across] = Transform.clip(p0 + (signed(step + 3) >> 3));
    pixels[q] = Transform.clip(q0 - (signed(step + 4) >> 3));
  }

  private static void moveFour(byte[] pixels, int q, int across, int p1, int p0, int q0, int q1) {
    int step = signed(3 * (q0 - p0));
    int beyond = signed(step + 4) >> 3;
    int outer = beyond + 1 >> 1;
    pixels[q - 2 * across] = Transform.clip(p1 + outer);
    pixels[q - across] = Transform.clip(p0 + (signed(step + 3) >> 3));
    pixels[q] = Transform.clip(q0 - beyond);
    pixels[q + across] = Transform.clip(q1 - outer);
  }

  private static void moveSix(byte[] pixels, int q, int across, int p1, int p0, int q0, int q1) {
    int step = signed(3 * (q0 - p0) + signed(p1 - q1));
    int near = 27 * step + 63 >> 7;
    int middle = 18 * step + 63 >> 7;
    int far = 9 * step + 63 >> 7;
    int p2 = pixels[q - 3 * across] & 0xff;
    int q2 = pixels[q + 2 * across] & 0xff;
    pixels[q - 3 * across] = Transform.clip(p2 + far);
    pixels[q - 2 * across] = Transform.clip(p1 + middle);
    pixels[q - across] = Transform.clip(p0 + near);
    pixels[q] = Transform.clip(q0 - near);
    pixels[q + across] = Transform.clip(q1 - middle);
    pixels[q + 2 * across] = Transform.clip(q2 - far);
  }

  private static int signed(int value) {
    return Math.max(-128, Math.min(value, 127));
  }
}
