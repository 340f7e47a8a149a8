package dev.graft.data;

import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Reads numbers from a table: a column for each. */
final class NumberColumns {
  private NumberColumns() {}

  static Numbers of(Table table, List<String> columns) {
    float[][] rows = new float[table.rowCount()][columns.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        rows[i][c] = number(table, columns.get(c), i);
      }
    }
    return new Numbers(columns, rows);
  }

  private static float number(Table table, String name, int row) {
    if (!(AnsweredFiles.column(table, name) instanceof NumericColumn<?> numbers)) {
      throw new IllegalArgumentException(
          "column \""
              + name
              + "\" is of "
              + table.column(name).type().name()
              + ", must be numbers");
    }
    if (numbers.isMissing(row)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "\"%s\" is missing in row %d", name, row + 1));
    }
    return (float) numbers.getDouble(row);
  }
}
