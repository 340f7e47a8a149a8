package dev.graft.train;

import java.util.List;

/**
 * How the learning rate moves while training: an immutable value, whose factor depends on the
 * moment alone, so that a resumed training needs no more than its position and its history.
 *
 * <pre>{@code
 * Schedule.cosine().warmUp(0.5)      // up over half an epoch, then along a cosine to 0
 * Schedule.oneCycle()                // the learning rate given is the highest
 * Schedule.onPlateau(0.1, 2)         // a tenth, where three epochs brought nothing
 * }</pre>
 *
 * <p>Constant, step, exponential and plateau schedules move between epochs; cosine, one-cycle and
 * warm-up with each step. All are checked against those of PyTorch 2.7.
 */
public sealed interface Schedule
    permits Schedule.Constant,
        Schedule.Step,
        Schedule.Exponential,
        Schedule.Cosine,
        OneCycle,
        Plateau,
        WarmUp {

  /**
   * The moment before a step.
   *
   * @param step steps of the optimizer done, at least 0 and below {@link #steps}
   * @param stepsPerEpoch of the optimizer, at least 1
   * @param epochs of the whole training, at least 1
   * @param validationLosses of the finished epochs, in order
   */
  record Moment(int step, int stepsPerEpoch, int epochs, List<Double> validationLosses) {

    /** Checks the position and copies the losses. */
    public Moment {
      Require.that(stepsPerEpoch >= 1, "steps per epoch", stepsPerEpoch, "at least 1");
      Require.that(epochs >= 1, "epochs", epochs, "at least 1");
      int steps = Math.multiplyExact(stepsPerEpoch, epochs);
      Require.that(step >= 0 && step < steps, "step", step, "at least 0 and below " + steps);
      validationLosses = List.copyOf(validationLosses);
    }

    /**
     * Counts the finished epochs.
     *
     * @return 0 in the first one
     */
    public int epoch() {
      return step / stepsPerEpoch;
    }

    /**
     * Counts the steps of the whole training.
     *
     * @return at least 1
     */
    public int steps() {
      return stepsPerEpoch * epochs;
    }
  }

  /**
   * Tells by what to multiply the learning rate.
   *
   * @param at the moment
   * @return 0 or more; 1 for the rate as it was given
   */
  double factor(Moment at);

  /**
   * Tells whether the factor depends on the validation losses.
   *
   * @return true for a plateau, warmed up or not
   */
  default boolean heedsValidation() {
    return false;
  }

  /** What {@link #constant} makes. */
  record Constant() implements Schedule {
    @Override
    public double factor(Moment at) {
      return 1;
    }
  }

  /** What {@link #step} makes. */
  record Step(int epochs, double gamma) implements Schedule {
    /** Checks both. */
    public Step {
      Require.that(epochs >= 1, "step epochs", epochs, "at least 1");
      requireGamma(gamma);
    }

    @Override
    public double factor(Moment at) {
      return Math.pow(gamma, at.epoch() / epochs);
    }
  }

  /** What {@link #exponential} makes. */
  record Exponential(double gamma) implements Schedule {
    /** Checks gamma. */
    public Exponential {
      requireGamma(gamma);
    }

    @Override
    public double factor(Moment at) {
      return Math.pow(gamma, at.epoch());
    }
  }

  /** What {@link #cosine} makes. */
  record Cosine(double lowest) implements Schedule {
    /** Checks the lowest factor. */
    public Cosine {
      Require.that(lowest >= 0 && lowest <= 1, "lowest factor", lowest, "at least 0 and at most 1");
    }

    @Override
    public double factor(Moment at) {
      return HalfCosine.between(1, lowest, (double) at.step() / at.steps());
    }
  }

  /**
   * Leaves the learning rate as it is.
   *
   * @return the schedule
   */
  static Schedule constant() {
    return new Constant();
  }

  /**
   * Multiplies the rate every few epochs.
   *
   * @param epochs after which the rate falls, again and again; at least 1
   * @param gamma above 0 and at most 1
   * @return the schedule
   */
  static Schedule step(int epochs, double gamma) {
    return new Step(epochs, gamma);
  }

  /**
   * Multiplies the rate after each epoch.
   *
   * @param gamma above 0 and at most 1
   * @return the schedule
   */
  static Schedule exponential(double gamma) {
    return new Exponential(gamma);
  }

  /**
   * Falls along half a cosine over the whole training (Loshchilov and Hutter 2017, equation 5,
   * without restarts) to 0, which it would reach one step after the last.
   *
   * @return the schedule
   */
  static Schedule cosine() {
    return new Cosine(0);
  }

  /**
   * Falls along half a cosine as {@link #cosine()} does, to a lowest factor.
   *
   * @param lowest at least 0 and at most 1
   * @return the schedule
   */
  static Schedule cosine(double lowest) {
    return new Cosine(lowest);
  }

  /**
   * Rises for 0.3 of all steps and falls for the rest, as {@link #oneCycle(double)} says.
   *
   * @return the schedule
   */
  static Schedule oneCycle() {
    return new OneCycle(0.3);
  }

  /**
   * Rises along a cosine from 1/25 of the rate to the rate, and falls along another to 1/250 000
   * with the last step (Smith and Topin 2018, as in PyTorch's {@code OneCycleLR}; momentum stays).
   *
   * @param warmUpShare of all steps in which the rate rises, above 0 and below 1
   * @return the schedule
   */
  static Schedule oneCycle(double warmUpShare) {
    return new OneCycle(warmUpShare);
  }

  /**
   * Multiplies the rate whenever the validation loss has not fallen for more than {@code patience}
   * epochs in a row. It has fallen when it is below 0.9999 of the lowest so far, as in PyTorch's
   * {@code ReduceLROnPlateau}; a loss that is no number has not.
   *
   * @param factor above 0 and below 1
   * @param patience epochs, at least 0
   * @return the schedule
   */
  static Schedule onPlateau(double factor, int patience) {
    return new Plateau(factor, patience);
  }

  /**
   * Multiplies this schedule by a line that rises over the first steps (Goyal et al. 2017, section
   * 2.2): 1/w before the first step, 2/w before the second, and 1 from the last of w steps on. The
   * schedule beneath runs meanwhile, from the first step; this is PyTorch's {@code LinearLR} from
   * 1/w, chained.
   *
   * @param epochs how long, above 0; w is this times the steps of an epoch, rounded, at least 1
   * @return a new schedule
   */
  default Schedule warmUp(double epochs) {
    return new WarmUp(this, epochs);
  }

  private static void requireGamma(double gamma) {
    Require.that(gamma > 0 && gamma <= 1, "gamma", gamma, "above 0 and at most 1");
  }
}
