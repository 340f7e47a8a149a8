package dev.graft.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Precision and recall of a class over all thresholds, in one pass from the surest image down. */
final class Thresholds {
  private Thresholds() {}

  /**
   * @param name of the class
   * @param sure its probability for each image (N)
   * @param isOfIt whether an image is of the class
   */
  static Table of(String name, double[] sure, IntPredicate isOfIt) {
    Integer[] order = new Integer[sure.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -sure[i]));
    int support = (int) IntStream.range(0, sure.length).filter(isOfIt).count();
    Table table =
        Table.create(
            "thresholds of " + name,
            DoubleColumn.create("threshold"),
            DoubleColumn.create("precision"),
            DoubleColumn.create("recall"),
            DoubleColumn.create("F1"),
            IntColumn.create("taken"));
    int hits = 0;
    for (int taken = 1; taken <= order.length; taken++) {
      int image = order[taken - 1];
      hits += isOfIt.test(image) ? 1 : 0;
      if (taken == order.length || sure[order[taken]] < sure[image]) {
        table.doubleColumn(0).append(sure[image]);
        table.doubleColumn(1).append((double) hits / taken);
        table.doubleColumn(2).append(support == 0 ? 0 : (double) hits / support);
        table.doubleColumn(3).append(2.0 * hits / (taken + support));
        table.intColumn(4).append(taken);
      }
    }
    return table.sortAscendingOn("threshold");
  }
}
