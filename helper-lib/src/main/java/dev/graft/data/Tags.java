package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several tags for each input, or one, or none: {@code red} and {@code round}.
 *
 * @param names of all tags
 * @param rows one an input, each saying for every name whether the input has it
 */
public record Tags(List<String> names, boolean[][] rows) implements Answers {
  /** Checks that each row says something of each tag. */
  public Tags {
    names = List.copyOf(names);
    boolean blank = names.stream().anyMatch(String::isBlank);
    if (names.isEmpty() || blank || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "tags is " + Excerpt.of(names) + ", must be one or more different names");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != names.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "row %d says of %d tags whether they are there, expected %d (%s)",
                i + 1,
                rows[i].length,
                names.size(),
                Excerpt.listed(names)));
      }
    }
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public Tags at(int... indices) {
    return new Tags(names, Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(boolean[][]::new));
  }

  @Override
  public String kind() {
    return "tags";
  }

  /** Those that are there, {@code [red; round]}. */
  @Override
  public String text(int index) {
    return of(index).stream()
        .map(name -> name.replace("\\", "\\\\").replace(";", "\\;"))
        .collect(Collectors.joining("; ", "[", "]"));
  }

  @Override
  public Optional<List<int[]>> halves(double train, long seed) {
    return size() > 1 ? Optional.of(TagStrata.parts(rows, train, seed)) : Optional.empty();
  }

  /**
   * Lists the tags of an input.
   *
   * @param index of the input
   * @return in the order of the names, none where it has none
   */
  public List<String> of(int index) {
    return IntStream.range(0, names.size())
        .filter(tag -> rows[index][tag])
        .mapToObj(names::get)
        .toList();
  }

  /**
   * Counts the inputs that have each tag.
   *
   * @return one count a name
   */
  public int[] counts() {
    int[] counts = new int[names.size()];
    for (boolean[] row : rows) {
      for (int tag = 0; tag < counts.length; tag++) {
        counts[tag] += row[tag] ? 1 : 0;
      }
    }
    return counts;
  }

  /**
   * Sorts the same tags by other names' order.
   *
   * @param wanted names; such as no input has may come or go
   * @return as many rows
   * @throws IllegalArgumentException if an input has a tag that is not among the names
   */
  public Tags in(List<String> wanted) {
    int[] places = names.stream().mapToInt(wanted::indexOf).toArray();
    boolean[][] sorted = new boolean[rows.length][wanted.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int tag = 0; tag < places.length; tag++) {
        if (rows[i][tag] && places[tag] < 0) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "row %d has the tag %s, not among %s",
                  i + 1,
                  Excerpt.quoted(names.get(tag)),
                  Excerpt.listed(wanted)));
        }
        if (rows[i][tag]) {
          sorted[i][places[tag]] = true;
        }
      }
    }
    return new Tags(wanted, sorted);
  }
}
