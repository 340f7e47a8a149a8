package dev.graft.evaluate;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** False alarms and hits of a class over all thresholds, from those that take nothing up. */
final class RocCurve {
  private RocCurve() {}

  /**
   * @param name of the class
   * @param thresholds what {@link Thresholds} makes of it
   * @param images of all classes
   */
  static Table of(String name, Table thresholds, int images) {
    Table falling = thresholds.sortDescendingOn("threshold");
    double[] precision = falling.doubleColumn("precision").asDoubleArray();
    double[] taken = falling.numberColumn("taken").asDoubleArray();
    int support = (int) Math.round(precision[precision.length - 1] * images);
    Table table =
        Table.create(
            "ROC of " + name,
            DoubleColumn.create("threshold"),
            DoubleColumn.create("false positive rate"),
            DoubleColumn.create("true positive rate"));
    append(table, Double.POSITIVE_INFINITY, 0, 0);
    for (int i = 0; i < taken.length; i++) {
      double hits = Math.round(precision[i] * taken[i]);
      double threshold = falling.doubleColumn("threshold").get(i);
      append(table, threshold, (taken[i] - hits) / (images - support), hits / support);
    }
    return table;
  }

  private static void append(Table table, double threshold, double alarms, double hits) {
    table.doubleColumn(0).append(threshold);
    table.doubleColumn(1).append(alarms);
    table.doubleColumn(2).append(hits);
  }
}
