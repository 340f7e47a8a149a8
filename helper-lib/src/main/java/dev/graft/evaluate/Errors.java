package dev.graft.evaluate;

import java.util.Arrays;

/**
 * The errors of one number over some inputs, counted one by one, so that they fit into memory and a
 * checkpoint however many there are. Figures equal those of scikit-learn's {@code
 * mean_absolute_error}, {@code root_mean_squared_error} and {@code r2_score}.
 */
public final class Errors {
  private static final int SUMS = 5;

  /** How many, sums of |error| and error², mean of what was expected and its sum of squares. */
  private final double[] sums = new double[SUMS];

  /**
   * Adds an input.
   *
   * @param expected what it should be
   * @param given what the model says
   */
  public void add(double expected, double given) {
    double error = given - expected;
    sums[0]++;
    sums[1] += Math.abs(error);
    sums[2] += error * error;
    // Welford (1962): sums of squares of large numbers would lose the digits that differ
    double before = expected - sums[3];
    sums[3] += before / sums[0];
    sums[4] += before * (expected - sums[3]);
  }

  /**
   * Reads how far off the model is.
   *
   * @return in the number's units; not a number where nothing was added
   */
  public double meanAbsolute() {
    return sums[1] / sums[0];
  }

  /**
   * Reads how far off it is where large errors count more.
   *
   * @return in the number's units
   */
  public double rootMeanSquared() {
    return Math.sqrt(sums[2] / sums[0]);
  }

  /**
   * Reads which share of the variance is explained.
   *
   * @return at most 1; 0 for a model that always says the mean. Where nothing varies, 1 without
   *     errors and 0 with some
   */
  public double rSquared() {
    return sums[4] == 0 ? sums[2] == 0 ? 1 : 0 : 1 - sums[2] / sums[4];
  }

  /**
   * Reads what was counted.
   *
   * @return all that {@link #restore} needs
   */
  public double[] state() {
    return sums.clone();
  }

  /**
   * Goes on from what was counted.
   *
   * @param state of {@link #state}
   * @throws IllegalArgumentException when it is of another length
   */
  public void restore(double... state) {
    if (state.length != SUMS) {
      throw new IllegalArgumentException(
          "errors are counted in " + SUMS + " numbers, these are " + Arrays.toString(state));
    }
    System.arraycopy(state, 0, sums, 0, SUMS);
  }
}
