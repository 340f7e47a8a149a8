package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.List;

/**
 * A linear classifier on features that needs no epochs: it is solved to its optimum, or read off
 * the means of the classes. An instant baseline, and with few images often the best there is.
 *
 * <pre>{@code
 * LinearProbe.logistic()                    // its regularization chosen by folds
 * LinearProbe.logistic().strengths(1.0)     // or given
 * LinearProbe.prototypes()                  // the nearest mean of a class
 * }</pre>
 *
 * @param kind what is solved
 * @param strengths to choose from, scikit-learn's {@code C}: how little weights are penalized, each
 *     above 0, rising
 * @param folds that choose, 2 or more; a class with fewer images is in as many as it has
 * @param seed that deals images to folds
 */
public record LinearProbe(Kind kind, List<Double> strengths, int folds, long seed) {
  /** What is solved. */
  public enum Kind {
    /**
     * Multinomial logistic regression with squared weights penalized: the optimum that
     * scikit-learn's {@code LogisticRegression} comes near.
     */
    LOGISTIC,
    /**
     * The nearest mean of a class by Euclidean distance (Snell et al. 2017, section 2.4), its
     * distances scaled so that images left out are best told.
     */
    PROTOTYPES
  }

  /** Checks what is asked for. */
  public LinearProbe {
    strengths = List.copyOf(strengths);
    boolean rising = true;
    for (int i = 0; i < strengths.size(); i++) {
      double strength = strengths.get(i);
      rising &= strength > 0 && strength < Double.POSITIVE_INFINITY;
      rising &= i == 0 || strength > strengths.get(i - 1);
    }
    if (strengths.isEmpty() || !rising) {
      throw new IllegalArgumentException(
          "strengths is %s, must be one or more numbers above 0, rising"
              .formatted(Excerpt.of(strengths)));
    }
    if (folds < 2) {
      throw new IllegalArgumentException("folds is " + folds + ", must be at least 2");
    }
  }

  /**
   * Solves a logistic regression, its strength chosen among 1e-4, 1e-3, … 1e4 by five folds: the
   * one whose held-out images have the least mean negative log-probability.
   *
   * @return the probe
   */
  public static LinearProbe logistic() {
    return new LinearProbe(
        Kind.LOGISTIC, List.of(1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2, 1e3, 1e4), 5, 42);
  }

  /**
   * Takes the mean of each class for its prototype.
   *
   * @return the probe
   */
  public static LinearProbe prototypes() {
    return new LinearProbe(Kind.PROTOTYPES, List.of(1.0), 5, 42);
  }

  /**
   * Chooses among other strengths; of one there is nothing to choose, and no folds are computed.
   *
   * @param values rising, above 0
   * @return a new probe
   */
  public LinearProbe strengths(double... values) {
    return new LinearProbe(kind, Arrays.stream(values).boxed().toList(), folds, seed);
  }

  /**
   * Sets in how many parts images are dealt to choose a strength.
   *
   * @param count 2 or more
   * @return a new probe
   */
  public LinearProbe folds(int count) {
    return new LinearProbe(kind, strengths, count, seed);
  }

  /**
   * Sets what deals the images.
   *
   * @param value any
   * @return a new probe
   */
  public LinearProbe seed(long value) {
    return new LinearProbe(kind, strengths, folds, value);
  }

  /**
   * Solves it.
   *
   * @param features of images and their classes; each class has one image or more
   * @return weights, and how the strength was chosen
   * @throws IllegalArgumentException when a class has no image, or a feature is not finite
   */
  public LinearClassifier solve(Features features) {
    ProbeRows rows = ProbeRows.of(features);
    return kind == Kind.PROTOTYPES
        ? Prototypes.of(rows)
        : new Solving(rows, strengths, folds, seed).classifier();
  }
}
