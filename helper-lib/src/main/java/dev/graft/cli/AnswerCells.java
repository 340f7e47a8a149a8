package dev.graft.cli;

import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the cells of a table's answers are; all columns are read as texts. */
enum AnswerCells {
  /** Whether a photo or a text has a tag. */
  TRUTHS("0 or 1") {
    @Override
    double value(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "1", "1.0", "true" -> 1;
        case "0", "0.0", "false" -> 0;
        default -> Double.NaN;
      };
    }
  },

  /** A number as large as a float may be. */
  NUMBERS("a number") {
    @Override
    double value(String text) {
      try {
        double value = Double.parseDouble(text);
        return Math.abs(value) <= Float.MAX_VALUE ? value : Double.NaN;
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  };

  private final String right;

  AnswerCells(String right) {
    this.right = right;
  }

  /** NaN for what is no such value. */
  abstract double value(String text);

  /**
   * Gives the columns of some names their values.
   *
   * @param example column that stays as it is
   * @throws IllegalArgumentException where one is missing or holds something else; the text names
   *     column, row and value
   */
  Table of(Table table, String example, List<String> names) {
    Table typed = Table.create(table.name(), table.column(example));
    for (String name : names) {
      if (!table.containsColumn(name)) {
        throw new IllegalArgumentException(
            "no column %s in %s, which has %s"
                .formatted(
                    Excerpt.quoted(name), table.name(), Excerpt.listed(table.columnNames())));
      }
      typed.addColumns(values(table.stringColumn(name), name, table.name()));
    }
    return typed;
  }

  private DoubleColumn values(StringColumn texts, String name, String table) {
    DoubleColumn values = DoubleColumn.create(name);
    for (int i = 0; i < texts.size(); i++) {
      double value = value(texts.get(i).strip());
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s in row %d of %s is %s, must be %s",
                Excerpt.quoted(name),
                i + 1,
                table,
                Excerpt.quoted(texts.get(i)),
                right));
      }
      values.append(value);
    }
    return values;
  }
}
