package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Layout.BarMode;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class Plots_OfTest {
  private static final Table TABLE =
      Table.create(
          StringColumn.create("class", "ant's", "a <\"b\">", "wasp"),
          DoubleColumn.create("photos", 30, 10, 20),
          DoubleColumn.create("accuracy", 0.5, Double.NaN, 0.75),
          DateColumn.create(
              "day",
              LocalDate.of(2026, 1, 1),
              LocalDate.of(2026, 1, 2),
              LocalDate.of(2026, 1, 11)));

  @Test
  void barsAreAsLongAsTheirValues() {
    Figure figure = Plots.of(VerticalBarPlot.create("sizes", TABLE, "class", "photos"));
    assertEquals("sizes: bar of 3 values", figure.toString());
    long[] runs = runs(columns(figure, Style.BLUE));
    assertEquals(3, runs.length);
    assertEquals(3.0, (double) runs[0] / runs[1], 0.03);
    assertEquals(1.5, (double) runs[0] / runs[2], 0.02);
  }

  @Test
  void barsStandBesideOneAnotherOrAreStacked() {
    Table two = TABLE.copy();
    two.addColumns(DoubleColumn.create("more", 30, 10, 20));
    Figure beside =
        Plots.of(VerticalBarPlot.create("n", two, "class", BarMode.GROUP, "photos", "more"));
    Figure stacked =
        Plots.of(HorizontalBarPlot.create("n", two, "class", BarMode.STACK, "photos", "more"));
    for (Figure figure : new Figure[] {beside, stacked}) {
      double blue = Arrays.stream(columns(figure, Style.BLUE)).sum();
      assertEquals(1, Arrays.stream(columns(figure, Style.VERMILLION)).sum() / blue, 0.03);
    }
    assertEquals(0, shared(beside), "columns that hold bars of both");
    assertEquals(0, IntStream.of(shared(stacked)).filter(c -> c < 300).sum(), "at the right end");
  }

  @Test
  void aHistogramCountsValuesInEvenBins() {
    Figure figure = Plots.of(Histogram.create("n", new double[] {0, 0, 0, 1, 3, 3}));
    long[] runs = runs(columns(figure, Style.BLUE));
    assertEquals(3, runs.length, "0, 1 and 3 have a bin each, 2 is empty between them");
    assertEquals(3.0, (double) runs[0] / runs[1], 0.05);
    assertEquals(1.5, (double) runs[0] / runs[2], 0.03);
  }

  @Test
  void aPieIsCutByShares() {
    Figure figure = Plots.of(PiePlot.create("n", TABLE, "class", "photos"));
    double blue = pixels(figure, Style.BLUE);
    assertEquals(1.5, blue / pixels(figure, Style.VERMILLION), 0.03);
    assertEquals(3.0, blue / pixels(figure, Style.color(2)), 0.08);
  }

  @Test
  void aMissingValueInterruptsALine() {
    double[] x = {0, 1, 2, 3, 4};
    double[] y = {1, 1, Double.NaN, 1, 1};
    assertEquals(
        2, runs(columns(Plots.of(LinePlot.create("l", "x", x, "y", y)), Style.BLUE)).length);
    y[2] = 1;
    assertEquals(
        1, runs(columns(Plots.of(LinePlot.create("l", "x", x, "y", y)), Style.BLUE)).length);
  }

  @Test
  void timesLieAsFarApartAsTheyAre() {
    Table days = TABLE.where(TABLE.doubleColumn("photos").isNotMissing());
    Figure figure = Plots.of(TimeSeriesPlot.create("t", days, "day", "photos"));
    long[] columns = columns(figure, Style.BLUE);
    int[] drawn = IntStream.range(0, columns.length).filter(x -> columns[x] > 0).toArray();
    int[] tall = IntStream.of(drawn).filter(x -> columns[x] > 12).toArray();
    double steep = (double) tall.length / drawn.length;
    assertEquals(0.1, steep, 0.02, "the first day of ten falls steeply");
  }

  @Test
  void aBoxReachesFromQuartileToQuartileAndFarValuesArePoints() {
    Table table =
        Table.create(
            StringColumn.create("g", "a", "a", "a", "a", "a", "a", "a", "a"),
            DoubleColumn.create("v", 1, 2, 3, 4, 5, 6, 7, 40));
    Figure figure = Plots.of(BoxPlot.create("b", table, "g", "v"));
    long[] rows = rows(figure, Style.BLUE);
    assertEquals(2, runs(rows).length, "40 lies alone");
    int[] level = IntStream.range(0, rows.length).filter(y -> rows[y] > 150).toArray();
    assertTrue(level.length > 6, "whiskers, quartiles and the median are level");
  }

  @Test
  void pointsBubblesAndAreasAreDrawn() {
    assertTrue(drawn(Plots.of(ScatterPlot.create("s", TABLE, "photos", "accuracy", "class"))));
    assertTrue(drawn(Plots.of(BubblePlot.create("s", TABLE, "photos", "accuracy", "photos"))));
    assertTrue(drawn(Plots.of(AreaPlot.create("s", TABLE, "photos", "accuracy"))));
  }

  @Test
  void whatIsNotDrawnIsATableOfItsTraces() throws Exception {
    Figure map = Plots.of(Heatmap.create("h", TABLE, "class", "class"));
    assertEquals("h: heatmap of 3 values", map.toString());
    assertEquals("heatmap", json(map).at("/data/0/type").asText());
    Figure mixed =
        Plots.of(
            new tech.tablesaw.plotly.components.Figure(
                HistogramTrace.builder(new double[] {1, 2}).build(),
                ScatterTrace.builder(new double[] {1}, new double[] {2}).name("it's").build()));
    assertEquals("histogram of 2 values; scatter it's of 1 values", mixed.toString());
    assertFalse(drawn(mixed));
    assertEquals("", Plots.of(new tech.tablesaw.plotly.components.Figure()).toString());
  }

  @Test
  void theJsonHasNumbersNullsAndPlainNames() throws Exception {
    Figure figure = Plots.of(ScatterPlot.create("it's", TABLE, "photos", "accuracy", "class"));
    JsonNode json = json(figure);
    assertEquals("it's", json.at("/layout/title/text").asText());
    assertEquals("photos", json.at("/layout/xaxis/title/text").asText());
    assertEquals("ant's", json.at("/data/0/name").asText());
    assertEquals("a <\"b\">", json.at("/data/1/name").asText());
    assertEquals("[10.0]", json.at("/data/1/x").toString());
    assertEquals("[null]", json.at("/data/1/y").toString());
    JsonNode bins = json(Plots.of(Histogram.create("h", new double[] {1, 2})));
    assertTrue(bins.at("/data/0/nbinsx").isMissingNode(), "0 bins are none");
    JsonNode days = json(Plots.of(TimeSeriesPlot.create("t", TABLE, "day", "photos")));
    assertEquals("2026-01-01", days.at("/data/0/x/0").asText());
  }

  private static JsonNode json(Figure figure) throws Exception {
    return new ObjectMapper().readTree(figure.plotly().orElseThrow());
  }

  private static boolean drawn(Figure figure) {
    BufferedImage image = figure.image();
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .anyMatch(rgb -> (rgb & 0xFF) > ((rgb >> 16) & 0xFF) + 40);
  }

  private static double pixels(Figure figure, java.awt.Color color) {
    return Arrays.stream(columns(figure, color)).sum();
  }

  private static int shared(Figure figure) {
    long[] blue = columns(figure, Style.BLUE);
    long[] other = columns(figure, Style.VERMILLION);
    return (int) IntStream.range(0, blue.length).filter(x -> blue[x] > 40 && other[x] > 40).count();
  }

  /** Pixels of a colour in each column, without the legend. */
  private static long[] columns(Figure figure, java.awt.Color color) {
    BufferedImage image = figure.image();
    int height = Math.min(image.getHeight(), 2 * Traces.HEIGHT);
    return IntStream.range(0, image.getWidth())
        .mapToLong(x -> count(height, y -> image.getRGB(x, y) == color.getRGB()))
        .toArray();
  }

  private static long[] rows(Figure figure, java.awt.Color color) {
    BufferedImage image = figure.image();
    return IntStream.range(0, image.getHeight())
        .mapToLong(y -> count(image.getWidth(), x -> image.getRGB(x, y) == color.getRGB()))
        .toArray();
  }

  private static long count(int end, IntPredicate here) {
    return IntStream.range(0, end).filter(here).count();
  }

  /** The largest count of each run of lines that hold some. */
  private static long[] runs(long[] counts) {
    long[] runs = {};
    long before = 0;
    for (long count : counts) {
      if (count > 0 && before == 0) {
        runs = Arrays.copyOf(runs, runs.length + 1);
      }
      if (count > 0) {
        runs[runs.length - 1] = Math.max(runs[runs.length - 1], count);
      }
      before = count;
    }
    return runs;
  }
}
