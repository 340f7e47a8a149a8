package dev.graft.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;

/** The rows of a table that have all the values a figure draws. */
final class Rows {
  private final Table table;
  private final int missing;

  Rows(Table table, List<String> columns) {
    List<Column<?>> needed = columns.stream().<Column<?>>map(table::column).toList();
    int[] whole =
        IntStream.range(0, table.rowCount())
            .filter(row -> needed.stream().noneMatch(column -> column.isMissing(row)))
            .toArray();
    if (whole.length == 0) {
      throw new IllegalArgumentException(
          "no rows in the table \"%s\" to draw%s"
              .formatted(table.name(), table.isEmpty() ? "" : "; each misses a value"));
    }
    this.table = table.where(Selection.with(whole));
    this.missing = table.rowCount() - whole.length;
  }

  int count() {
    return table.rowCount();
  }

  String counted() {
    return count() == 1 ? "1 row" : count() + " rows";
  }

  boolean numeric(String column) {
    return table.column(column) instanceof NumericColumn<?>;
  }

  double[] numbers(String column) {
    if (table.column(column) instanceof NumericColumn<?> numeric) {
      return numeric.asDoubleArray();
    }
    throw new IllegalArgumentException(
        "column \"%s\" holds %s, must hold numbers".formatted(column, table.column(column).type()));
  }

  List<String> names(String column) {
    return IntStream.range(0, count()).mapToObj(table.column(column)::getString).toList();
  }

  /** Says how many were left out, if any. */
  String without() {
    return missing == 0
        ? ""
        : String.format(Locale.ROOT, "; without %d that miss a value", missing);
  }
}
