package dev.graft.page;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How numbers that stand together are written: with the same decimals.
 *
 * @param pattern of {@link String#format}
 */
public record Decimals(String pattern) {

  /**
   * Chooses decimals that suit all of some numbers.
   *
   * @param values those that stand together
   * @return how they are written
   */
  public static Decimals of(double... values) {
    double[] sizes =
        DoubleStream.of(values).filter(v -> Double.isFinite(v) && v != 0).map(Math::abs).toArray();
    double smallest = DoubleStream.of(sizes).min().orElse(1);
    double largest = DoubleStream.of(sizes).max().orElse(1);
    return new Decimals(pattern(smallest, largest));
  }

  /**
   * Writes whole numbers, by thousands.
   *
   * @return how they are written
   */
  public static Decimals whole() {
    return new Decimals("%,.0f");
  }

  private static String pattern(double smallest, double largest) {
    if (smallest < 1e-3 && largest < 0.1 || largest >= 1e9) {
      return "%.2e";
    }
    if (largest < 10) {
      return "%.4f";
    }
    return largest < 1000 ? "%.2f" : "%,.0f";
  }

  /**
   * Writes a number.
   *
   * @param value any
   * @return it, rounded
   */
  public String text(double value) {
    String text = value == 0 ? "0" : String.format(Locale.ROOT, pattern, value);
    return value == 0 && !pattern.endsWith("e")
        ? String.format(Locale.ROOT, pattern, 0.0)
        : text.replaceFirst("\\.?0*e", "e").replaceFirst("e([+-])0*", "e$1").replace("e+", "e");
  }
}
