package dev.graft.weights;

/**
 * How much of each old value is in each new one when a line is resized by cubic convolution (Keys
 * 1981, equation 15): with torch's two constants and its two ways of finding places.
 */
final class CubicWeights {
  /** Of Keys's family, as torch has it where it reads four values, and where it averages. */
  private static final double READING = -0.75;

  private static final double AVERAGING = -0.5;

  private CubicWeights() {}

  /** The first and last values stay where they are. */
  static double[][] corners(int from, int to) {
    double[][] weights = new double[to][from];
    for (int i = 0; i < to; i++) {
      read(weights[i], to == 1 ? 0 : (double) i * (from - 1) / (to - 1));
    }
    return weights;
  }

  /** Both lines have the same ends; so many old values lie between two new ones. */
  static double[][] sides(int from, int to, double step) {
    double[][] weights = new double[to][from];
    for (int i = 0; i < to; i++) {
      read(weights[i], (i + 0.5) * step - 0.5);
    }
    return weights;
  }

  /** Reads four values around a place; beyond the ends are the last ones. */
  private static void read(double[] weights, double place) {
    int first = (int) Math.floor(place) - 1;
    for (int i = first; i < first + 4; i++) {
      int inside = Math.max(0, Math.min(weights.length - 1, i));
      weights[inside] += cubic(i - place, READING);
    }
  }

  /** Where values become fewer each new one is an average over all that it stands for. */
  static double[][] antialiased(int from, int to) {
    double[][] weights = new double[to][from];
    double step = (double) from / to;
    double wide = Math.max(step, 1);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step;
      int first = Math.max((int) (centre - 2 * wide + 0.5), 0);
      int end = Math.min((int) (centre + 2 * wide + 0.5), from);
      double sum = 0;
      for (int old = first; old < end; old++) {
        weights[i][old] = cubic((old - centre + 0.5) / wide, AVERAGING);
        sum += weights[i][old];
      }
      for (int old = first; old < end; old++) {
        weights[i][old] /= sum;
      }
    }
    return weights;
  }

  private static double cubic(double distance, double a) {
    double x = Math.abs(distance);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((x - 5) * x + 8) * a * x - 4 * a : 0;
  }
}
