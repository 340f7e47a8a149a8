package dev.graft.shift;

import dev.graft.evaluate.Features;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an {@link Adaptation} came to. Immutable; arrays are copied on their way out.
 *
 * @param adaptation what was done: that which was asked for, or statistics in place of a
 *     self-training that fails on the known inputs
 * @param shift that was found before it; where the known inputs are those that the model learned
 *     from, its accuracy and estimate say nothing
 * @param changed whether the head was changed: not where there is hardly a shift
 * @param moved share of the new inputs that are answered otherwise now, 0…1
 * @param weights of the head's classes (C, width)
 * @param biases of the head's classes (C)
 */
public record Adapted(
    Adaptation adaptation,
    Shift shift,
    boolean changed,
    double moved,
    float[][] weights,
    float[] biases) {

  /** Copies. */
  public Adapted {
    weights = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
    biases = biases.clone();
  }

  /**
   * Measures the shift and follows it.
   *
   * @param adaptation what is done
   * @param weights of the head as it is (C, width)
   * @param biases of the head as it is (C)
   * @param known features and labels of known inputs, best of such that the model did not learn
   *     from
   * @param photos features of the new ones (M, width)
   * @return the head afterwards; the same inputs give the same one
   * @throws IllegalArgumentException when there are fewer than ten of either
   */
  public static Adapted of(
      Adaptation adaptation, float[][] weights, float[] biases, Features known, float[][] photos) {
    var head = new Linear(weights, biases);
    Shift shift = measured(head, known, photos);
    if (!adaptation.applies(shift)) {
      return new Adapted(adaptation, shift, false, 0, weights, biases);
    }
    return followed(adaptation, shift, head, known, photos);
  }

  /**
   * Follows whether a shift is seen or not: features that were brought together before, as by
   * statistics of a body, cannot be told apart and may still lie with the wrong classes.
   *
   * @param adaptation what is done; its share is not asked
   * @param weights of the head as it is (C, width)
   * @param biases of the head as it is (C)
   * @param known features and labels of known inputs
   * @param photos features of the new ones (M, width)
   * @return the head afterwards; the same inputs give the same one
   * @throws IllegalArgumentException when there are fewer than ten of either
   */
  public static Adapted anyway(
      Adaptation adaptation, float[][] weights, float[] biases, Features known, float[][] photos) {
    var head = new Linear(weights, biases);
    return followed(adaptation, measured(head, known, photos), head, known, photos);
  }

  private static Adapted followed(
      Adaptation adaptation, Shift shift, Linear head, Features known, float[][] photos) {
    Adaptation done =
        adaptation.kind() == Adaptation.Kind.SELF_TRAINING && !Following.clusters(known)
            ? Adaptation.statistics().from(adaptation.from())
            : adaptation;
    Linear next =
        switch (done.kind()) {
          case MEAN -> Following.mean(head, known.values(), photos);
          case STATISTICS -> Following.statistics(head, known.values(), photos);
          case SELF_TRAINING -> Following.selfTrained(head, known, photos);
        };
    double moved =
        Arrays.stream(photos).filter(row -> head.answer(row) != next.answer(row)).count();
    return new Adapted(done, shift, true, moved / photos.length, next.weights(), next.biases());
  }

  /**
   * Measures the shift alone.
   *
   * @param weights of the head (C, width)
   * @param biases of the head (C)
   * @param known features and labels of known inputs that the model did not learn from
   * @param photos features of the new ones (M, width)
   * @return the measure
   * @throws IllegalArgumentException when there are fewer than ten of either
   */
  public static Shift shift(float[][] weights, float[] biases, Features known, float[][] photos) {
    return measured(new Linear(weights, biases), known, photos);
  }

  private static Shift measured(Linear head, Features known, float[][] photos) {
    float[][] rows = known.values();
    int[] labels = known.labels();
    boolean[] right = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      right[i] = head.answer(rows[i]) == labels[i];
    }
    return Shift.of(rows, sure(head, rows), right, photos, sure(head, photos));
  }

  private static double[] sure(Linear head, float[][] rows) {
    return Arrays.stream(rows)
        .mapToDouble(row -> Arrays.stream(head.probabilities(row)).max().orElseThrow())
        .toArray();
  }

  @Override
  public float[][] weights() {
    return Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public float[] biases() {
    return biases.clone();
  }

  @Override
  public String toString() {
    String what =
        changed
            ? String.format(Locale.ROOT, "%.3f of the new ones are answered otherwise now", moved)
            : "nothing was changed";
    String kind = adaptation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "%s: %s%n%s".formatted(kind, what, shift);
  }
}
