package dev.graft.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as HTML: numbers to the right, evenly rounded; long tables are cut. Where it is
 * wider than its window the viewer scrolls it, and the first column, which names the rows, stays.
 */
public final class TableHtml {
  /** How many rows of a table are shown. */
  public static final int ROWS = 24;

  private static final int COLUMNS = 12;
  private static final String CELL = "padding: 4px 12px; text-align: ";
  private static final String STAYS = "position: sticky; left: 0; background: inherit; ";
  private static final String STRIPE =
      "background: var(--jp-rendermime-table-row-background, #f5f5f5)";
  private static final String GROUND = "background: var(--jp-layout-color0, white)";

  private TableHtml() {}

  /**
   * Writes a table, with a note of what is not shown.
   *
   * @param table of any size
   * @return HTML without script
   */
  public static String of(Table table) {
    Table shown = cut(table);
    StringBuilder html = new StringBuilder("<table style=\"border-collapse: collapse\">");
    html.append("<thead><tr style=\"border-bottom: 2px solid #999; ").append(GROUND).append("\">");
    for (int i = 0; i < shown.columnCount(); i++) {
      cell(html, "th", i, shown.column(i), shown.column(i).name());
    }
    html.append("</tr></thead><tbody>");
    List<CellFormat> formats = shown.columns().stream().map(CellFormat::of).toList();
    for (int row = 0; row < shown.rowCount(); row++) {
      html.append("<tr style=\"").append(row % 2 == 0 ? GROUND : STRIPE).append("\">");
      for (int i = 0; i < formats.size(); i++) {
        cell(html, "td", i, shown.column(i), formats.get(i).text(row));
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    String note = note(table);
    return note.isEmpty() ? html.toString() : html + Html.paragraph(note);
  }

  /**
   * Takes the part of a table that is shown.
   *
   * @param table of any size
   * @return its first rows and columns
   */
  public static Table cut(Table table) {
    List<Column<?>> columns = new ArrayList<>(table.columns());
    Table narrow =
        Table.create(table.name(), columns.subList(0, Math.min(COLUMNS, columns.size())));
    return narrow.rowCount() > ROWS ? narrow.first(ROWS) : narrow;
  }

  /**
   * Says what is not shown.
   *
   * @param table of any size
   * @return empty where everything is
   */
  public static String note(Table table) {
    List<String> parts = new ArrayList<>();
    if (table.rowCount() > ROWS) {
      parts.add(String.format(Locale.ROOT, "%d of %,d rows", ROWS, table.rowCount()));
    }
    if (table.columnCount() > COLUMNS) {
      parts.add(String.format(Locale.ROOT, "%d of %,d columns", COLUMNS, table.columnCount()));
    }
    return parts.isEmpty() ? "" : "… " + String.join(" and ", parts) + " shown";
  }

  private static void cell(
      StringBuilder html, String tag, int place, Column<?> column, String text) {
    String side = column instanceof NumericColumn ? "right" : "left";
    html.append('<').append(tag).append(" style=\"").append(place == 0 ? STAYS : "");
    html.append(CELL).append(side).append("\">");
    html.append(Html.escape(text)).append("</").append(tag).append('>');
  }
}
