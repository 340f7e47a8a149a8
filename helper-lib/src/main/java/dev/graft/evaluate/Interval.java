package dev.graft.evaluate;

import java.util.Locale;

/**
 * A figure that was measured on some images, and where it may lie for all images of their kind.
 *
 * <pre>{@code
 * result.intervals().accuracy() // 0.93 (0.88 to 0.96)
 * }</pre>
 *
 * @param value as measured
 * @param low end of the interval
 * @param high end of the interval, not below the low one
 */
public record Interval(double value, double low, double high) {
  private static final int FEWEST = 2;
  private static final int MOST = 4;

  /** Checks the order of the ends. */
  public Interval {
    if (low > high) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "interval is %s to %s, must not fall", low, high));
    }
  }

  /**
   * Writes the ends, with as many decimals as {@link #toString}.
   *
   * @return such as {@code 0.88 to 0.96}
   */
  public String ends() {
    return number(low) + " to " + number(high);
  }

  private String number(double number) {
    double wanted = Math.ceil(Math.log10(5 / (high - low)));
    int decimals = (int) Math.max(FEWEST, Math.min(MOST, wanted));
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  /**
   * Writes value and ends, such as {@code 0.93 (0.88 to 0.96)}; more decimals where it is narrow.
   */
  @Override
  public String toString() {
    return "%s (%s)".formatted(number(value), ends());
  }
}
