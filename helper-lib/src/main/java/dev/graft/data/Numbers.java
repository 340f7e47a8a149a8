package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One number or several for each input, such as an age, or a width and a height.
 *
 * @param names of the numbers, as a table's columns have them
 * @param rows one an input, each with a finite number for each name, in their own units
 */
public record Numbers(List<String> names, float[][] rows) implements Answers {
  /** Checks that each row has its numbers. */
  public Numbers {
    names = List.copyOf(names);
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "names is " + Excerpt.of(names) + ", must be one or more different names");
    }
    for (int i = 0; i < rows.length; i++) {
      check(names, rows[i], i);
    }
  }

  private static void check(List<String> names, float[] row, int index) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "row %d has %d numbers, expected %d (%s)",
              index + 1,
              row.length,
              names.size(),
              Excerpt.listed(names)));
    }
    for (int n = 0; n < row.length; n++) {
      if (!Float.isFinite(row[n])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s in row %d is %s, must be a finite number",
                Excerpt.quoted(names.get(n)),
                index + 1,
                row[n]));
      }
    }
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public Numbers at(int... indices) {
    return new Numbers(
        names, Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(float[][]::new));
  }

  @Override
  public String kind() {
    return "numbers";
  }

  @Override
  public String text(int index) {
    return Arrays.toString(rows[index]);
  }

  /**
   * Reads one number of all inputs.
   *
   * @param number index of its name
   * @return one value an input
   */
  public double[] column(int number) {
    return Arrays.stream(rows).mapToDouble(row -> row[number]).toArray();
  }
}
