package dev.graft.notebook;

import static dev.graft.notebook.Notebook.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;

class RowsTest {

  @Test
  void theFirstRowDecidesWhatColumnsHold() {
    var table = rows("name", "accuracy", "photos", "bytes", "equal");
    table.add("ant", 0.5, 3, 4_000_000_000L, true).add("bee", 1, 4, 5, false);
    assertEquals(
        List.of(
            ColumnType.STRING,
            ColumnType.DOUBLE,
            ColumnType.INTEGER,
            ColumnType.LONG,
            ColumnType.BOOLEAN),
        table.types());
    assertEquals(List.of("ant", "bee"), table.stringColumn("name").asList());
    assertEquals(1.5, table.doubleColumn("accuracy").sum());
    assertEquals(7, table.intColumn("photos").sum());
    assertEquals(4_000_000_000L, table.longColumn("bytes").get(0));
    assertEquals(1, table.booleanColumn("equal").countTrue());
  }

  @Test
  void aTableWithoutRowsHasItsColumns() {
    assertEquals(List.of("a", "b"), rows("a", "b").columnNames());
    assertTrue(rows("a", "b").isEmpty());
  }

  @Test
  void missingNumbersAndTheLeastWholeNumberStay() {
    var table = rows("x", "n").add(Double.NaN, 1).add(2, -7);
    assertTrue(table.doubleColumn("x").isMissing(0));
    assertEquals(-7, table.intColumn("n").get(1));
  }

  @Test
  void aCellTooManyOrTooFew() {
    var table = rows("name", "accuracy");
    assertEquals("1 cells for 2 columns (name, accuracy)", refusal(table, "ant"));
    assertEquals("3 cells for 2 columns (name, accuracy)", refusal(table, "ant", 1.0, 2));
  }

  @Test
  void aCellOfAnotherKind() {
    var table = rows("name", "n", "equal").add("ant", 3, true);
    assertEquals(
        "column \"n\" holds whole numbers, was given 2.5 (Double)", refusal(table, "b", 2.5, true));
    assertEquals(
        "column \"n\" holds whole numbers, was given 3000000000 (Long)",
        refusal(table, "b", 3_000_000_000L, true));
    assertEquals("column \"name\" holds text, was given 7 (Integer)", refusal(table, 7, 1, true));
    assertEquals(
        "column \"equal\" holds true and false, was given no (String)",
        refusal(table, "b", 1, "no"));
    assertEquals(
        "column \"name\" holds text, was given null (nothing)", refusal(table, null, 1, true));
    assertEquals("column \"x\" holds text, was given [] (ListN)", refusal(rows("x"), List.of()));
    assertEquals(1, table.rowCount());
  }

  private static String refusal(Rows table, Object... cells) {
    return assertThrows(IllegalArgumentException.class, () -> table.add(cells)).getMessage();
  }
}
