package dev.graft.webp;

import java.util.Arrays;

/** Predicts squares of luma or chroma from the pixels around them (RFC 6386, section 12.2). */
final class Prediction {
  private Prediction() {}

  /**
   * Fills a square.
   *
   * @param at its first pixel
   * @param side 16 or 8
   * @param hasAbove false in the first row, which has averages of its own
   * @param hasLeft false in the first column
   */
  static void fill(Plane plane, int at, int side, int mode, boolean hasAbove, boolean hasLeft) {
    switch (mode) {
      case BlockModes.TRUE_MOTION -> trueMotion(plane, at, side);
      case BlockModes.VERTICAL -> {
        for (int y = 0; y < side; y++) {
          System.arraycopy(
              plane.pixels(), at - plane.stride(), plane.pixels(), at + y * plane.stride(), side);
        }
      }
      case BlockModes.HORIZONTAL -> {
        for (int y = 0; y < side; y++) {
          int row = at + y * plane.stride();
          Arrays.fill(plane.pixels(), row, row + side, plane.pixels()[row - 1]);
        }
      }
      default -> {
        byte average = (byte) average(plane, at, side, hasAbove, hasLeft);
        for (int y = 0; y < side; y++) {
          int row = at + y * plane.stride();
          Arrays.fill(plane.pixels(), row, row + side, average);
        }
      }
    }
  }

  private static int average(Plane plane, int at, int side, boolean hasAbove, boolean hasLeft) {
    int sum = 0;
    for (int i = 0; i < side; i++) {
      sum += hasAbove ? plane.pixels()[at - plane.stride() + i] & 0xff : 0;
      sum += hasLeft ? plane.pixels()[at + i * plane.stride() - 1] & 0xff : 0;
    }
    int count = (hasAbove ? side : 0) + (hasLeft ? side : 0);
    return count == 0 ? 128 : (sum + count / 2) / count;
  }

  /** Goes on from the row above by as much as the pixel to the left differs from the corner. */
  static void trueMotion(Plane plane, int at, int side) {
    byte[] pixels = plane.pixels();
    int above = at - plane.stride();
    int corner = pixels[above - 1] & 0xff;
    for (int y = 0; y < side; y++) {
      int row = at + y * plane.stride();
      int step = (pixels[row - 1] & 0xff) - corner;
      for (int x = 0; x < side; x++) {
        pixels[row + x] = Transform.clip((pixels[above + x] & 0xff) + step);
      }
    }
  }
}
