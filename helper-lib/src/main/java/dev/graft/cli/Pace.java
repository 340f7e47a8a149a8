package dev.graft.cli;

import java.util.function.IntUnaryOperator;

/**
 * How long a frozen network takes for an example. A first look costs more than the others, and so
 * do few texts, of which each length is a batch of its own: what is measured grows until that took
 * long enough. Nothing of it is lost, as what is computed is kept.
 */
final class Pace {
  static final long SEED = 1;
  private static final int FIRST = 8;
  private static final int GROWTH = 4;
  private static final int MOST = 2048;

  private Pace() {}

  /** Gives the seconds that the last of some growing parts took for each that was not kept yet. */
  static double of(int size, double limit, IntUnaryOperator extracted) {
    int done = extracted.applyAsInt(Math.min(FIRST, size));
    double each = 0;
    double spent = 0;
    for (int n = FIRST * GROWTH; n <= MOST && done < size && spent < limit; n *= GROWTH) {
      long start = System.nanoTime();
      int now = extracted.applyAsInt(Math.min(n, size));
      double seconds = (System.nanoTime() - start) / 1e9;
      each = seconds / Math.max(1, now - done);
      spent += seconds;
      done = now;
    }
    return Math.max(each, 1e-6);
  }
}
