package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says which numbers a model takes one image for.
 *
 * @param image name of the image
 * @param names of the numbers
 * @param values one a name, in the units of the numbers that were learned from
 */
public record Estimate(String image, List<String> names, List<Double> values) {
  /** Copies both. */
  public Estimate {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  /**
   * Reads one number.
   *
   * @param name as the training set has it
   * @return its value
   * @throws IllegalArgumentException if there is no such number
   */
  public double value(String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "no number " + Excerpt.quoted(name) + "; there are " + Excerpt.listed(names));
    }
    return values.get(place);
  }

  @Override
  public String toString() {
    return image
        + ": "
        + IntStream.range(0, names.size())
            .mapToObj(i -> String.format(Locale.ROOT, "%s %.4g", names.get(i), values.get(i)))
            .collect(Collectors.joining(", "));
  }
}
