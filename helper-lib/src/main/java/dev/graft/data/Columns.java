package dev.graft.data;

import dev.graft.weights.Excerpt;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Columns of a table by their names. */
final class Columns {
  private Columns() {}

  /** A column as texts, under its name. */
  static StringColumn text(Table table, String name) {
    require(table, name);
    return table.column(name).asStringColumn().setName(name);
  }

  static void require(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "no column \"%s\" in the table \"%s\", which has %s"
              .formatted(name, table.name(), Excerpt.listed(table.columnNames())));
    }
  }
}
