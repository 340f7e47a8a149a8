package dev.graft.data;

/**
 * How much of a dye lies on each pixel of a square of side 1. Computed by additions, products,
 * roots and {@code StrictMath} alone, so that every machine gives the same bits.
 */
final class Stain {
  private final int side;
  private final float[] density;

  Stain(int side) {
    this.side = side;
    this.density = new float[side * side];
  }

  /** A density for each place, in units of the square. */
  interface Field {
    double at(double x, double y);
  }

  /** Lays a field over what is within a box: where both are, the denser one counts. */
  void cover(double x, double y, double reach, Field field) {
    int left = Math.max(0, (int) ((x - reach) * side));
    int right = Math.min(side - 1, (int) ((x + reach) * side) + 1);
    int top = Math.max(0, (int) ((y - reach) * side));
    int bottom = Math.min(side - 1, (int) ((y + reach) * side) + 1);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        float here = (float) field.at((column + 0.5) / side, (row + 0.5) / side);
        int pixel = row * side + column;
        density[pixel] = Math.max(density[pixel], here);
      }
    }
  }

  float at(int pixel) {
    return density[pixel];
  }
}
