package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class Plots_ParallelTest {
  private static Table trials() {
    return Table.create(
        "trials",
        DoubleColumn.create("accuracy", 0.8, 0.9, 0.7),
        DoubleColumn.create("rate", 1e-4, 1e-3, 0.1),
        IntColumn.create("batch", new int[] {16, 32, 16}),
        StringColumn.create("backbone", "small", "it's \"<b>\"", "small"));
  }

  @Test
  void eachColumnIsAnAxisAndTheColourTheLast() {
    Figure figure = Plots.parallel(trials(), "accuracy");
    assertEquals(
        "3 rows of trials, by accuracy: rate, batch, backbone, accuracy", figure.toString());
    JsonNode trace = PlotsTest.json(figure).at("/data/0");
    assertEquals("parcoords", trace.get("type").asText());
    JsonNode axes = trace.get("dimensions");
    assertEquals(4, axes.size());
    assertEquals("rate", axes.at("/0/label").asText());
    assertEquals("[-4.0,-3.0,-1.0]", axes.at("/0/values").toString());
    assertEquals("[-4.0,-1.0]", axes.at("/0/range").toString());
    assertEquals("[\"1e-4\",\"0.001\",\"0.1\"]", axes.at("/0/ticktext").toString());
    assertEquals("[16.0,32.0,16.0]", axes.at("/1/values").toString());
    assertEquals("[0.0,1.0,0.0]", axes.at("/2/values").toString());
    assertEquals("it's \"<b>\"", axes.at("/2/ticktext/1").asText());
    assertEquals("accuracy", axes.at("/3/label").asText());
    assertEquals("[0.8,0.9,0.7]", trace.at("/line/color").toString());
    assertEquals(0.7, trace.at("/line/cmin").asDouble());
    assertEquals(0.9, trace.at("/line/cmax").asDouble());
  }

  @Test
  void theHighestIsDarkest() {
    PlotsTest.assertColors(
        Plots.parallel(trials(), "accuracy"), new Color(0xD0D5D9), new Color(0x00263D));
  }

  @Test
  void namesHaveColoursOfTheirOwn() {
    Figure figure = Plots.parallel(trials(), "backbone");
    PlotsTest.assertColors(figure, Style.BLUE, Style.VERMILLION);
    JsonNode line = PlotsTest.json(figure).at("/data/0/line");
    assertEquals("[0.0,1.0,0.0]", line.get("color").toString());
    assertEquals(
        "[[0.0,\"#0072B2\"],[0.5,\"#0072B2\"],[0.5,\"#D55E00\"],[1.0,\"#D55E00\"]]",
        line.get("colorscale").toString());
  }

  @Test
  void rowsThatMissAValueAreLeftOut() {
    Table table = trials();
    table.doubleColumn("rate").setMissing(1);
    Figure figure = Plots.parallel(table, "accuracy");
    assertEquals(
        "2 rows of trials, by accuracy: rate, batch, backbone, accuracy; without 1 that miss a"
            + " value",
        figure.toString());
    assertFalse(figure.plotly().orElseThrow().contains("NaN"));
    table.doubleColumn("rate").setMissing(0).setMissing(2);
    assertRefused("no rows in the table \"trials\" to draw; each misses a value", table);
    assertRefused("no rows in the table \"trials\" to draw", table.emptyCopy());
  }

  private static void assertRefused(String message, Table table) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Plots.parallel(table, "accuracy"));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void oneColumnOfOneValueIsDrawn() {
    Table one = Table.create("one", DoubleColumn.create("accuracy", 0.8));
    assertEquals("1 row of one, by accuracy: accuracy", Plots.parallel(one, "accuracy").toString());
  }
}
