package dev.graft.shift;

import java.util.Locale;

/**
 * How a head follows inputs of another kind without a label of theirs. The body stays as it is.
 *
 * <pre>{@code
 * Adaptation.selfTraining()      // the default, and on large shifts far the best
 * Adaptation.mean()              // moves the new features onto the known ones' mean
 * Adaptation.statistics()        // the mean and the deviation of each feature
 * Adaptation.mean().from(0.5)    // also where no shift is found
 * }</pre>
 *
 * <p>Where known and new inputs can hardly be told apart, nothing is changed: an adaptation has
 * nothing to gain there, and its mistakes to lose.
 *
 * @param kind what is done
 * @param from told apart in more than this share of cases (0.5…1), inputs are adapted to
 */
public record Adaptation(Kind kind, double from) {
  /** What is done. */
  public enum Kind {
    /** The classifier sees new features moved by the difference of the means. */
    MEAN,
    /**
     * The classifier sees each new feature with the mean and the deviation of the known ones: what
     * Li et al. 2016 ("Revisiting batch normalization for practical domain adaptation") do before
     * every layer, done before the last; {@code adaptBody} does it before every one.
     */
    STATISTICS,
    /**
     * New inputs are labelled by the nearest centroid of a class, which moves with what is labelled
     * (Liang et al. 2020, "Do we really need to access the source data?", section 3.2), here from
     * the known classes' means, which count for less and less; then the head is solved anew on both
     * kinds. Classes that overlap are no clusters, and labels would drift: where a half of the
     * known inputs, labelled so, loses a tenth or more beside a solved head, {@link #STATISTICS} is
     * done.
     */
    SELF_TRAINING
  }

  /** Checks the share. */
  public Adaptation {
    if (!(from >= 0.5 && from <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "from is %s, must be 0.5 to 1", from));
    }
  }

  /**
   * Moves features by the difference of the means.
   *
   * @return the adaptation
   */
  public static Adaptation mean() {
    return new Adaptation(Kind.MEAN, Shift.NOTABLE);
  }

  /**
   * Moves and stretches features.
   *
   * @return the adaptation
   */
  public static Adaptation statistics() {
    return new Adaptation(Kind.STATISTICS, Shift.NOTABLE);
  }

  /**
   * Labels new inputs by the model itself, and solves the head anew.
   *
   * @return the adaptation
   */
  public static Adaptation selfTraining() {
    return new Adaptation(Kind.SELF_TRAINING, Shift.NOTABLE);
  }

  /**
   * Sets how well inputs must be told apart.
   *
   * @param share 0.5 to adapt wherever chance is beaten, up to 1
   * @return a new adaptation
   */
  public Adaptation from(double share) {
    return new Adaptation(kind, share);
  }

  /**
   * Tells whether inputs are adapted to.
   *
   * @param shift that was found
   * @return whether they are told apart in more than the share, and not by chance
   */
  public boolean applies(Shift shift) {
    return shift.toldApart(from);
  }
}
