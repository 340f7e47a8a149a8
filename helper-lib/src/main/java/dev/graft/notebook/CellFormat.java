package dev.graft.notebook;

import java.util.Locale;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * How the cells of a column are written: numbers of one column with the same decimals.
 *
 * @param column to write
 * @param pattern of {@link String#format}, for numbers
 */
record CellFormat(Column<?> column, String pattern) {
  private static final String MISSING = "–";

  static CellFormat of(Column<?> column) {
    if (column instanceof DoubleColumn || column instanceof FloatColumn) {
      double[] sizes =
          DoubleStream.of(((NumericColumn<?>) column).asDoubleArray())
              .filter(v -> Double.isFinite(v) && v != 0)
              .map(Math::abs)
              .toArray();
      double smallest = DoubleStream.of(sizes).min().orElse(1);
      double largest = DoubleStream.of(sizes).max().orElse(1);
      return new CellFormat(column, pattern(smallest, largest));
    }
    return new CellFormat(column, "%,.0f");
  }

  String text(int row) {
    if (column.isMissing(row)) {
      return MISSING;
    }
    if (column instanceof NumericColumn<?> numbers) {
      return number(numbers.getDouble(row));
    }
    return column.getString(row);
  }

  private String number(double value) {
    String text = value == 0 ? "0" : String.format(Locale.ROOT, pattern, value);
    return value == 0 && !pattern.endsWith("e")
        ? String.format(Locale.ROOT, pattern, 0.0)
        : text.replaceFirst("\\.?0*e", "e").replaceFirst("e([+-])0*", "e$1").replace("e+", "e");
  }

  private static String pattern(double smallest, double largest) {
    if (smallest < 1e-3 && largest < 0.1 || largest >= 1e9) {
      return "%.2e";
    }
    if (largest < 10) {
      return "%.4f";
    }
    return largest < 1000 ? "%.2f" : "%,.0f";
  }
}
