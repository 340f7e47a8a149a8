package dev.graft.page;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * How the cells of a column are written: numbers of one column with the same decimals.
 *
 * @param column to write
 * @param decimals for numbers
 */
record CellFormat(Column<?> column, Decimals decimals) {
  private static final String MISSING = "–";

  static CellFormat of(Column<?> column) {
    boolean real = column instanceof DoubleColumn || column instanceof FloatColumn;
    return new CellFormat(
        column, real ? Decimals.of(((NumericColumn<?>) column).asDoubleArray()) : Decimals.whole());
  }

  String text(int row) {
    if (column.isMissing(row)) {
      return MISSING;
    }
    if (column instanceof NumericColumn<?> numbers) {
      return decimals.text(numbers.getDouble(row));
    }
    return column.getString(row);
  }
}
