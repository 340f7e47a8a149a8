package dev.graft.evaluate;

import java.util.List;
import java.util.Locale;

/**
 * What a calibrated model adds to a prediction: all classes that the input may be of, and whether
 * it is of a kind that the model knows at all.
 *
 * @param classes that it may be of, the most probable first; none where no class is as probable as
 *     right ones are
 * @param promised share of inputs of the known kind whose right class is among them, and share of
 *     them that are taken for known
 * @param distance to the k-th nearest of what the model learned from, 0…2: the higher, the stranger
 * @param threshold distance up to which a kind is known, 0…2
 */
public record Verdict(List<String> classes, double promised, double distance, double threshold) {

  /** Copies the classes. */
  public Verdict {
    classes = List.copyOf(classes);
  }

  /**
   * Tells whether the input is of a kind that the model knows. Of another the classes say nothing.
   *
   * @return true where its distance is at most the threshold
   */
  public boolean known() {
    return distance <= threshold;
  }

  @Override
  public String toString() {
    String which = classes.isEmpty() ? "none of the classes" : String.join(" or ", classes);
    return String.format(
        Locale.ROOT,
        known()
            ? "%s (distance %.3f, known up to %.3f)"
            : "of no known kind (distance %2$.3f, known up to %3$.3f)",
        which,
        distance,
        threshold);
  }
}
