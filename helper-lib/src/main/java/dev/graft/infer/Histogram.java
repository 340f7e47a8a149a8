package dev.graft.infer;

import java.nio.FloatBuffer;

/** How often a value takes which numbers, between its extremes. */
final class Histogram {
  private static final int BINS = 2048;

  /** How many ends of the range are tried on each side. */
  private static final int STEPS = 100;

  private float low;
  private float high;
  private final long[] counts = new long[BINS];

  /** Widens the extremes; 0 is always between them. */
  void widen(FloatBuffer values) {
    for (int i = values.position(); i < values.limit(); i++) {
      float value = values.get(i);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }

  /** Counts, once the extremes are known. */
  void count(FloatBuffer values) {
    double perUnit = BINS / Math.max((double) high - low, Float.MIN_NORMAL);
    for (int i = values.position(); i < values.limit(); i++) {
      int bin = (int) ((values.get(i) - low) * perUnit);
      counts[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
  }

  float low() {
    return low;
  }

  /** The greater extreme; above the other one in any case. */
  float high() {
    return high > low ? high : low + 1;
  }

  /**
   * Finds the range that loses least: a narrow one cuts off what is beyond, a wide one has coarse
   * steps. The mean squared error of both together is the least of all ranges that shrink the
   * extremes (Nagel et al. 2021, arXiv 2106.08295, section 3.1).
   *
   * @return low and high
   */
  float[] least() {
    double best = Double.POSITIVE_INFINITY;
    float[] range = {low(), high()};
    int lows = low < 0 ? STEPS : 1;
    for (int l = 0; l < lows; l++) {
      for (int h = 0; h < STEPS; h++) {
        float from = low() * (1 - (float) l / STEPS);
        float to = high() * (1 - (float) h / STEPS);
        double error = to > from ? error(from, to, best) : best;
        if (error < best) {
          best = error;
          range = new float[] {from, to};
        }
      }
    }
    return range;
  }

  private double error(float from, float to, double enough) {
    double step = ((double) to - from) / 255;
    double width = ((double) high() - low()) / BINS;
    double sum = 0;
    for (int bin = 0; bin < BINS && sum < enough; bin++) {
      double value = low + (bin + 0.5) * width;
      double beyond = value < from ? from - value : Math.max(0, value - to);
      sum += counts[bin] * (beyond > 0 ? beyond * beyond : step * step / 12);
    }
    return sum;
  }
}
