package dev.graft.webp;

import java.util.Arrays;

/** Predicts blocks of 4 × 4 pixels from those around them (RFC 6386, section 12.3). */
final class BlockPrediction {
  /** Where the corner lies in the edge. */
  private static final int CORNER = 4;

  /** The edge: left from below, corner, above and on to the right, and the last once more. */
  private final int[] edge = new int[14];

  /**
   * Fills a block.
   *
   * @param right the first of the four pixels above and to the right
   */
  void fill(Plane plane, int at, int mode, int right) {
    if (mode == BlockModes.TRUE_MOTION) {
      Prediction.trueMotion(plane, at, 4);
      return;
    }
    byte[] pixels = plane.pixels();
    for (int i = 0; i < 4; i++) {
      edge[3 - i] = pixels[at + i * plane.stride() - 1] & 0xff;
      edge[5 + i] = pixels[at - plane.stride() + i] & 0xff;
      edge[9 + i] = pixels[right + i] & 0xff;
    }
    edge[CORNER] = pixels[at - plane.stride() - 1] & 0xff;
    edge[13] = edge[12];
    int average = average();
    for (int y = 0; y < 4; y++) {
      int row = at + y * plane.stride();
      if (mode == BlockModes.AVERAGE) {
        Arrays.fill(pixels, row, row + 4, (byte) average);
      } else {
        for (int x = 0; x < 4; x++) {
          pixels[row + x] = (byte) pixel(mode, x, y);
        }
      }
    }
  }

  private int average() {
    int sum = 4;
    for (int i = 0; i < 4; i++) {
      sum += edge[i] + edge[CORNER + 1 + i];
    }
    return sum >> 3;
  }

  private int pixel(int mode, int x, int y) {
    return switch (mode) {
      case BlockModes.VERTICAL -> three(5 + x);
      case BlockModes.HORIZONTAL -> y < 3 ? three(3 - y) : edge[1] + 3 * edge[0] + 2 >> 2;
      case BlockModes.RIGHT_DOWN -> three(CORNER + x - y);
      case BlockModes.LEFT_DOWN -> three(6 + x + y);
      case BlockModes.VERTICAL_RIGHT -> verticalRight(x, y);
      case BlockModes.HORIZONTAL_DOWN -> horizontalDown(x, y);
      case BlockModes.VERTICAL_LEFT -> verticalLeft(x, y);
      default -> horizontalUp(x + 2 * y);
    };
  }

  private int verticalRight(int x, int y) {
    if (2 * x < y - 1) { // below the corner's own line
      return three(5 - y);
    }
    int from = CORNER + x - (y >> 1);
    return y % 2 == 0 ? two(from) : three(from);
  }

  private int horizontalDown(int x, int y) {
    if (2 * y < x - 1) {
      return three(3 + x);
    }
    int from = CORNER - 1 - y + (x >> 1);
    return x % 2 == 0 ? two(from) : three(from + 1);
  }

  private int verticalLeft(int x, int y) {
    if (x == 3 && y > 1) { // the two that leave the pattern
      return three(8 + y);
    }
    int from = 5 + x + (y >> 1);
    return y % 2 == 0 ? two(from) : three(from + 1);
  }

  private int horizontalUp(int steps) {
    int from = 3 - (steps >> 1);
    return switch (steps) {
      case 0, 2, 4 -> two(from - 1);
      case 1, 3 -> three(from - 1);
      case 5 -> edge[1] + 3 * edge[0] + 2 >> 2;
      default -> edge[0];
    };
  }

  private int two(int at) {
    return edge[at] + edge[at + 1] + 1 >> 1;
  }

  /** Around {@code at}. */
  private int three(int at) {
    return edge[at - 1] + 2 * edge[at] + edge[at + 1] + 2 >> 2;
  }
}
