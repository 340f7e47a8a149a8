package dev.graft.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table that grows by rows; everything that takes a Tablesaw table takes it. Made by {@link
 * Notebook#rows}.
 *
 * <pre>{@code
 * var table = rows("backbone", "accuracy", "photos");
 * table.add("mobilenet", 0.93, 153);
 * table.add("resnet50", 0.95, 153);
 * Plots.bars(table, "backbone", "accuracy")
 * }</pre>
 */
public final class Rows extends Table {
  private Rows(String name, List<Column<?>> columns) {
    super(name, columns);
  }

  static Rows of(List<String> names) {
    return new Rows("rows", names.stream().<Column<?>>map(StringColumn::create).toList());
  }

  /**
   * Appends a row. The first one decides what each column holds: text, whole numbers, numbers with
   * decimals, or true and false; whole numbers fit where decimals are held. {@code Double.NaN} is a
   * number that is missing.
   *
   * @param cells one a column, in order: text, a number or a truth
   * @return this table, for the next row
   * @throws IllegalArgumentException if there are more or fewer cells than columns, or one is not
   *     what its column holds; the table is then as before
   */
  public Rows add(Object... cells) {
    if (cells.length != columnCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d cells for %d columns (%s)",
              cells.length,
              columnCount(),
              String.join(", ", columnNames())));
    }
    List<Column<?>> columns = new ArrayList<>(columns());
    if (isEmpty()) {
      columns.replaceAll(column -> columnFor(column.name(), cells[columnIndex(column)]));
    }
    for (int i = 0; i < cells.length; i++) {
      check(columns.get(i), cells[i]);
    }
    if (isEmpty()) {
      // all of them before the first cell: Tablesaw fills a new column of a table that has rows
      columns.forEach(this::replaceColumn);
    }
    for (int i = 0; i < cells.length; i++) {
      append(columns.get(i), cells[i]);
    }
    return this;
  }

  private static Column<?> columnFor(String name, Object cell) {
    if (cell instanceof Long) {
      return LongColumn.create(name);
    }
    if (cell instanceof Integer || cell instanceof Short || cell instanceof Byte) {
      return IntColumn.create(name);
    }
    if (cell instanceof Number) {
      return DoubleColumn.create(name);
    }
    return cell instanceof Boolean ? BooleanColumn.create(name) : StringColumn.create(name);
  }

  private static void check(Column<?> column, Object cell) {
    boolean fits =
        column instanceof StringColumn
            ? cell instanceof CharSequence || cell instanceof Enum<?>
            : column instanceof BooleanColumn
                ? cell instanceof Boolean
                : cell instanceof Number number && fits(column, number);
    if (!fits) {
      String kind = cell == null ? "nothing" : cell.getClass().getSimpleName();
      throw new IllegalArgumentException(
          "column \"%s\" holds %s, was given %s (%s)"
              .formatted(column.name(), held(column), cell, kind));
    }
  }

  private static boolean fits(Column<?> column, Number number) {
    double value = number.doubleValue();
    return column instanceof DoubleColumn
        || column instanceof LongColumn && !(number instanceof Double || number instanceof Float)
        || number.longValue() == value && (int) value == value;
  }

  private static String held(Column<?> column) {
    if (column instanceof DoubleColumn) {
      return "numbers";
    }
    if (column instanceof StringColumn) {
      return "text";
    }
    return column instanceof BooleanColumn ? "true and false" : "whole numbers";
  }

  private static void append(Column<?> column, Object cell) {
    if (column instanceof DoubleColumn decimals) {
      decimals.append(((Number) cell).doubleValue());
    } else if (column instanceof LongColumn wholes) {
      wholes.append(((Number) cell).longValue());
    } else if (column instanceof IntColumn wholes) {
      wholes.append(((Number) cell).intValue());
    } else if (column instanceof BooleanColumn truths) {
      truths.append((boolean) cell);
    } else {
      ((StringColumn) column).append(cell.toString());
    }
  }
}
