package dev.graft.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How far a figure moves when the images are drawn anew from themselves, with repetition: the
 * percentile interval of Efron and Tibshirani (1993, "An Introduction to the Bootstrap", chapter
 * 13). The same figures always have the same interval.
 */
final class Bootstrap {
  private static final int DRAWS = 2000;
  private static final double OUTSIDE = 0.025;
  private static final long SEED = 1993;

  private Bootstrap() {}

  /**
   * @param images how many there are
   * @param figure of images drawn, given by their positions; draws that have none (NaN) don't count
   */
  static Interval of(int images, ToDoubleFunction<int[]> figure) {
    var random = new SplittableRandom(SEED);
    int[] drawn = new int[images];
    double[] figures = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      for (int i = 0; i < images; i++) {
        drawn[i] = random.nextInt(images);
      }
      figures[draw] = figure.applyAsDouble(drawn);
    }
    Arrays.setAll(drawn, i -> i);
    double value = figure.applyAsDouble(drawn);
    figures = Arrays.stream(figures).filter(one -> !Double.isNaN(one)).sorted().toArray();
    if (figures.length == 0) {
      return new Interval(value, Double.NaN, Double.NaN);
    }
    return new Interval(value, quantile(figures, OUTSIDE), quantile(figures, 1 - OUTSIDE));
  }

  /** Interpolates between the two nearest, as NumPy's {@code quantile}. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (above - sorted[below]);
  }
}
