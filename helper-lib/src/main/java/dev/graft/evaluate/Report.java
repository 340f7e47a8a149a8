package dev.graft.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Precision, recall and F1 by class; a share of nothing is 0, as in scikit-learn. */
final class Report {
  /** Figures of a class; one that is neither there nor predicted has none to count. */
  record Row(
      String name,
      double precision,
      double recall,
      double f1,
      int hits,
      int support,
      int predicted) {
    boolean occurs() {
      return support + predicted > 0;
    }
  }

  private final List<Row> rows;
  private final int images;

  Report(List<String> classes, int[][] confusion) {
    rows =
        IntStream.range(0, classes.size())
            .mapToObj(i -> row(classes.get(i), i, confusion))
            .toList();
    images = rows.stream().mapToInt(Row::support).sum();
  }

  Table table() {
    Table table =
        Table.create(
            "report",
            StringColumn.create("class"),
            DoubleColumn.create("precision"),
            DoubleColumn.create("recall"),
            DoubleColumn.create("F1"),
            IntColumn.create("support"));
    rows.forEach(row -> append(table, row));
    append(table, macro());
    append(table, mean("weighted mean", row -> (double) row.support() / images));
    for (int column = 1; column <= 3; column++) {
      table.doubleColumn(column).setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
    }
    return table;
  }

  /** Gives the figures of one class. */
  Row of(int label) {
    return rows.get(label);
  }

  /** Gives the means in which each class counts alike that occurs, as in scikit-learn. */
  Row macro() {
    long occurring = rows.stream().filter(Row::occurs).count();
    return mean("macro mean", row -> row.occurs() ? 1.0 / occurring : 0);
  }

  private Row mean(String name, ToDoubleFunction<Row> weight) {
    return new Row(
        name,
        rows.stream().mapToDouble(r -> weight.applyAsDouble(r) * r.precision()).sum(),
        rows.stream().mapToDouble(r -> weight.applyAsDouble(r) * r.recall()).sum(),
        rows.stream().mapToDouble(r -> weight.applyAsDouble(r) * r.f1()).sum(),
        rows.stream().mapToInt(Row::hits).sum(),
        images,
        images);
  }

  private static Row row(String name, int index, int[][] confusion) {
    int hits = confusion[index][index];
    int support = IntStream.of(confusion[index]).sum();
    int predicted = IntStream.range(0, confusion.length).map(i -> confusion[i][index]).sum();
    return new Row(
        name,
        share(hits, predicted),
        share(hits, support),
        share(2 * hits, predicted + support),
        hits,
        support,
        predicted);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static void append(Table table, Row row) {
    table.stringColumn(0).append(row.name());
    table.doubleColumn(1).append(row.precision());
    table.doubleColumn(2).append(row.recall());
    table.doubleColumn(3).append(row.f1());
    table.intColumn(4).append(row.support());
  }
}
