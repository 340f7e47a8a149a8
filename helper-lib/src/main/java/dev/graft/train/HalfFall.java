package dev.graft.train;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Where a loss has fallen half the way, while the learning rate rises: the rate that learns most.
 *
 * <p>Each loss counts as the mean of those of seven steps before to seven after, so that nothing
 * lags; what lies above the losses of the first tenth, at rates that change nothing, counts as
 * those do. How far the loss falls decides, not over how many rates: a head that begins at zero
 * falls from the lowest rate on, by next to nothing.
 */
final class HalfFall {
  private static final int REACH = 7;
  private static final int BEGINNING = 10;

  private final double[] losses;
  private final int beginning;
  private final double first;
  private final double start;

  private HalfFall(double... losses) {
    this.losses = losses;
    this.beginning = Math.max(1, losses.length / BEGINNING);
    this.first = Arrays.stream(losses, 0, beginning).average().orElseThrow();
    this.start = mean(0, beginning);
  }

  /** Finds the step; empty when the loss falls by no more than its means vary without learning. */
  static OptionalInt of(double... losses) {
    return new HalfFall(losses).step();
  }

  private OptionalInt step() {
    double[] means = new double[losses.length];
    int lowest = 0;
    for (int i = 0; i < means.length; i++) {
      means[i] = around(i);
      lowest = means[i] < means[lowest] ? i : lowest;
    }
    double fall = start - means[lowest];
    int half = lowest;
    while (half > 0 && means[half - 1] <= start - fall / 2) {
      half--;
    }
    boolean real = fall > 3 * deviation() * Math.sqrt(1.0 / beginning + 1.0 / (2 * REACH + 1));
    return real && half >= beginning ? OptionalInt.of(half) : OptionalInt.empty();
  }

  private double around(int step) {
    return mean(Math.max(0, step - REACH), Math.min(losses.length, step + REACH + 1));
  }

  private double mean(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double loss = losses[i];
      sum += loss < first ? loss : first;
    }
    return sum / (to - from);
  }

  private double deviation() {
    double squares =
        Arrays.stream(losses, 0, beginning).map(loss -> (loss - first) * (loss - first)).sum();
    return Math.sqrt(squares / Math.max(1, beginning - 1));
  }
}
