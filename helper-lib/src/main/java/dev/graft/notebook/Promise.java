package dev.graft.notebook;

import dev.graft.page.Decimals;
import java.util.Locale;

/**
 * States what a notebook promises about one value.
 *
 * @param name in the reader's words
 * @param value that a cell computed
 * @param condition it promised to meet
 */
public record Promise(String name, Object value, Condition condition) {

  /**
   * Tests the value.
   *
   * @return whether the promise is held
   */
  public boolean held() {
    return condition.holds(value);
  }

  @Override
  public String toString() {
    return "%s is %s, promised %s".formatted(name, write(value), condition);
  }

  static String write(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (number == Math.rint(number) && Math.abs(number) < 1e15) {
        return Long.toString((long) number);
      }
      return Math.abs(number) < 1e-3
          ? Decimals.of(number).text(number)
          : String.format(Locale.ROOT, "%.4f", number);
    }
    return String.valueOf(value);
  }
}
