package dev.graft.cli;

import java.time.Duration;

/** How long a command may go on looking for something better. */
final class Budget {
  private final long start = System.nanoTime();
  private final double seconds;

  Budget(double minutes) {
    if (!(minutes > 0 && minutes <= 7 * 24 * 60)) {
      throw new IllegalArgumentException(
          "minutes is " + minutes + ", must be above 0 and at most 10080, a week");
    }
    seconds = 60 * minutes;
  }

  double spent() {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
  }

  double left() {
    return Math.max(0, seconds - spent());
  }

  boolean over() {
    return left() <= 0;
  }

  double seconds() {
    return seconds;
  }
}
