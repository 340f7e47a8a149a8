package dev.graft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableHtmlTest {

  @Test
  void textIsEscapedAndNumbersStandRight() {
    String html =
        TableHtml.of(
            Table.create(
                StringColumn.create("<name>", "<script>alert(1)</script>", "it's \"a\" & b"),
                IntColumn.create("images", new int[] {12345, 7})));
    assertFalse(html.contains("<script"));
    assertTrue(html.contains("&lt;name&gt;"));
    assertTrue(html.contains("it&#39;s &quot;a&quot; &amp; b"));
    assertTrue(html.contains("text-align: right\">12,345</td>"));
  }

  @Test
  void numbersOfAColumnShareTheirDecimals() {
    assertEquals(List.of("0.5000", "0.0000", "1.2346"), texts(0.5, 0, 1.23456));
    assertEquals(List.of("812.25", "3.20"), texts(812.25, 3.2));
    assertEquals(List.of("12,346", "1"), texts(12345.6, 1));
    assertEquals(List.of("1e-3", "1.5e-5", "0"), texts(1e-3, 1.5e-5, 0));
    assertEquals(List.of("0.5000", "–"), texts(0.5, Double.NaN));
  }

  @Test
  void longAndWideTablesAreCutWithANote() {
    Table table = Table.create("long");
    for (int column = 0; column < 30; column++) {
      table.addColumns(IntColumn.create("c" + column, new int[1000]));
    }
    assertEquals("… 24 of 1,000 rows and 12 of 30 columns shown", TableHtml.note(table));
    String html = TableHtml.of(table);
    assertEquals(24 * 12, html.split("<td").length - 1);
    assertTrue(html.contains("… 24 of 1,000 rows and 12 of 30 columns shown"));
  }

  @Test
  void theFirstColumnStaysWhereTheTableIsScrolled() {
    String html =
        TableHtml.of(
            Table.create(
                StringColumn.create("name", "a", "b"), IntColumn.create("n", new int[] {1, 2})));
    assertEquals(3, html.split("position: sticky; left: 0; background: inherit").length - 1);
    assertEquals(3, html.split("<tr style=\"[^\"]*background: var", -1).length - 1);
  }

  @Test
  void shortTablesHaveNoNote() {
    assertEquals("", TableHtml.note(Table.create(IntColumn.create("n", new int[24]))));
  }

  private static List<String> texts(double... values) {
    CellFormat format = CellFormat.of(DoubleColumn.create("x", values));
    return IntStream.range(0, values.length).mapToObj(format::text).toList();
  }
}
