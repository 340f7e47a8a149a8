package dev.graft;

import dev.graft.data.Dataset;
import java.util.Locale;

/**
 * Asks for a frozen part that computes in whole numbers of 8 bits. An immutable value.
 *
 * <pre>{@code
 * freeze(model, Int8.on(data.train()));
 * }</pre>
 *
 * @param examples that it is calibrated on: what it makes of them says between which numbers its
 *     values lie
 * @param most how many of them are looked at, evenly spread
 */
public record Int8(Dataset examples, int most) {
  private static final int MOST = 64;

  /** Checks that there is something to look at. */
  public Int8 {
    if (examples.size() == 0) {
      throw new IllegalArgumentException(
          "no %s to calibrate on; give the training part of a set".formatted(examples.noun()));
    }
    if (most < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "calibrates on %d examples, must be at least 1", most));
    }
  }

  /**
   * Calibrates on examples, of which 64 are looked at where there are more.
   *
   * @param training images or texts such as the model will see; their classes do not count
   * @return what {@code freeze} takes
   */
  public static Int8 on(Dataset training) {
    return new Int8(training, MOST);
  }

  /**
   * Looks at more examples, or fewer.
   *
   * @param count at least 1
   * @return a new value
   */
  public Int8 examples(int count) {
    return new Int8(examples, count);
  }
}
