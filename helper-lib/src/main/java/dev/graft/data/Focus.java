package dev.graft.data;

/** Softens a plane of light as a lens out of focus does. */
final class Focus {
  private Focus() {}

  /** Weighs each value and its neighbours by 1, 2, 1 in rows and columns, so many times. */
  static void soften(float[] plane, int side, int passes) {
    for (int pass = 0; pass < passes; pass++) {
      for (int row = 0; row < side; row++) {
        line(plane, row * side, 1, side);
      }
      for (int column = 0; column < side; column++) {
        line(plane, column, side, side);
      }
    }
  }

  private static void line(float[] plane, int from, int step, int side) {
    float before = plane[from];
    for (int i = 0; i < side; i++) {
      int at = from + i * step;
      float here = plane[at];
      float after = i + 1 < side ? plane[at + step] : here;
      plane[at] = (before + 2 * here + after) / 4;
      before = here;
    }
  }
}
