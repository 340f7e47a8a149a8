package dev.graft.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML: numbers to the right, evenly rounded; long tables are cut. */
final class TableHtml {
  static final int ROWS = 24;
  private static final int COLUMNS = 12;
  private static final String CELL = "padding: 4px 12px; text-align: ";

  private TableHtml() {}

  static String of(Table table) {
    Table shown = cut(table);
    StringBuilder html = new StringBuilder("<table style=\"border-collapse: collapse\">");
    html.append("<thead><tr style=\"border-bottom: 2px solid #999\">");
    shown.columns().forEach(column -> cell(html, "th", column, column.name()));
    html.append("</tr></thead><tbody>");
    List<CellFormat> formats = shown.columns().stream().map(CellFormat::of).toList();
    for (int row = 0; row < shown.rowCount(); row++) {
      html.append("<tr>");
      for (int i = 0; i < formats.size(); i++) {
        cell(html, "td", shown.column(i), formats.get(i).text(row));
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    String note = note(table);
    return note.isEmpty() ? html.toString() : html + Html.paragraph(note);
  }

  static Table cut(Table table) {
    List<Column<?>> columns = new ArrayList<>(table.columns());
    Table narrow =
        Table.create(table.name(), columns.subList(0, Math.min(COLUMNS, columns.size())));
    return narrow.rowCount() > ROWS ? narrow.first(ROWS) : narrow;
  }

  /** Says what is not shown; empty where everything is. */
  static String note(Table table) {
    List<String> parts = new ArrayList<>();
    if (table.rowCount() > ROWS) {
      parts.add(String.format(Locale.ROOT, "%d of %,d rows", ROWS, table.rowCount()));
    }
    if (table.columnCount() > COLUMNS) {
      parts.add(String.format(Locale.ROOT, "%d of %,d columns", COLUMNS, table.columnCount()));
    }
    return parts.isEmpty() ? "" : "… " + String.join(" and ", parts) + " shown";
  }

  private static void cell(StringBuilder html, String tag, Column<?> column, String text) {
    String side = column instanceof NumericColumn ? "right" : "left";
    html.append('<').append(tag).append(" style=\"").append(CELL).append(side).append("\">");
    html.append(Html.escape(text)).append("</").append(tag).append('>');
  }
}
