package dev.graft.evaluate;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figures with where they may lie, a row each. */
final class IntervalTable {
  private final Table table =
      Table.create(
          "intervals",
          StringColumn.create("figure"),
          DoubleColumn.create("value"),
          DoubleColumn.create("low"),
          DoubleColumn.create("high"));

  IntervalTable add(String figure, Interval interval) {
    table.stringColumn(0).append(figure);
    table.doubleColumn(1).append(interval.value());
    table.doubleColumn(2).append(interval.low());
    table.doubleColumn(3).append(interval.high());
    return this;
  }

  Table table() {
    return table;
  }
}
