package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class Plots_LinesTest {
  private static Table sizes() {
    return Table.create(
        "sizes",
        IntColumn.create("images", new int[] {200, 5, 5, 5, 200}),
        DoubleColumn.create("accuracy", 0.9, 0.5, 0.75, 0.25, 0.75),
        StringColumn.create("network", "old", "old", "old", "new", "new"));
  }

  @Test
  void rowsOfOneXAreAMeanInABand() {
    Figure figure = Plots.lines(sizes(), "images", "accuracy", "network");
    assertEquals("accuracy by images: old 0.9000 at 200, new 0.7500 at 200", figure.toString());
    PlotsTest.assertColors(figure, Style.BLUE, Style.VERMILLION);
    JsonNode json = PlotsTest.json(figure);
    assertEquals(4, json.get("data").size());
    assertEquals("[5.0,200.0,200.0,5.0]", json.at("/data/0/x").toString());
    assertEquals("[0.5,0.9,0.9,0.75]", json.at("/data/0/y").toString());
    assertEquals("old", json.at("/data/1/name").asText());
    assertEquals("[5.0,200.0]", json.at("/data/1/x").toString());
    assertEquals("[0.625,0.9]", json.at("/data/1/y").toString());
    assertEquals("accuracy", json.at("/layout/yaxis/title/text").asText());
  }

  @Test
  void xFarApartIsLogarithmic() {
    JsonNode far = PlotsTest.json(Plots.lines(sizes(), "images", "accuracy", "network"));
    assertEquals("log", far.at("/layout/xaxis/type").asText());
    assertEquals("[\"5\",\"200\"]", far.at("/layout/xaxis/ticktext").toString());
    Table near = sizes().where(sizes().intColumn("images").isEqualTo(5));
    assertEquals(
        "linear",
        PlotsTest.json(Plots.lines(near, "images", "accuracy", "network"))
            .at("/layout/xaxis/type")
            .asText());
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertRefused("column \"network\" holds STRING, must hold numbers", sizes(), "network");
    assertRefused("no rows in the table \"sizes\" to draw", sizes().emptyCopy(), "accuracy");
    Table missing = sizes();
    missing.doubleColumn("accuracy").setMissing(0);
    assertEquals(
        "accuracy by images: old 0.6250 at 5, new 0.7500 at 200; without 1 that miss a value",
        Plots.lines(missing, "images", "accuracy", "network").toString());
  }

  private static void assertRefused(String message, Table table, String y) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Plots.lines(table, "images", y, "network"));
    assertEquals(message, refusal.getMessage());
  }
}
