package dev.graft.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which units numbers are learned: a number {@code x} becomes {@code (x − mean) / deviation}.
 *
 * @param means one a number, finite
 * @param deviations one a number, above 0 and finite
 */
public record Scale(List<Double> means, List<Double> deviations) {
  /** Copies and checks. */
  public Scale {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    boolean fit =
        means.size() == deviations.size()
            && means.stream().allMatch(Double::isFinite)
            && deviations.stream().allMatch(d -> d > 0 && Double.isFinite(d));
    if (!fit) {
      throw new IllegalArgumentException(
          "means are "
              + means
              + " and deviations "
              + deviations
              + "; each number needs a finite mean and a finite deviation above 0");
    }
  }

  /**
   * Measures the numbers that are learned from.
   *
   * @param numbers of the training inputs, at least one row
   * @return their means and standard deviations; 1 for a number that never varies
   */
  public static Scale of(Numbers numbers) {
    List<double[]> columns =
        IntStream.range(0, numbers.names().size()).mapToObj(numbers::column).toList();
    return new Scale(
        columns.stream().map(Scale::mean).toList(),
        columns.stream().map(Scale::deviation).toList());
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    return variance > 0 ? Math.sqrt(variance) : 1;
  }
}
