package dev.graft.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.BubbleChartBuilder;
import org.knowm.xchart.BubbleSeries;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** The rows of a table as bubbles: two columns are where they float, a third is their area. */
final class BubblesFigure {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final double LARGEST = 70;

  private final Table table;
  private final String title;
  private final List<String> names;
  private final double[] x;
  private final double[] y;
  private final double[] size;
  private final String xTitle;
  private final String yTitle;

  private BubblesFigure(Table table, String name, String x, String y, String size) {
    if (table.isEmpty()) {
      throw new IllegalArgumentException("no rows in the table \"" + table.name() + "\" to draw");
    }
    this.table = table;
    this.title = "%s and %s; area: %s".formatted(y, x, size);
    this.names =
        IntStream.range(0, table.rowCount()).mapToObj(table.column(name)::getString).toList();
    this.x = numbers(x);
    this.y = numbers(y);
    this.size = numbers(size);
    this.xTitle = x;
    this.yTitle = y;
    for (int row = 0; row < names.size(); row++) {
      if (!(this.size[row] > 0)) {
        throw new IllegalArgumentException(
            "%s of \"%s\" is %s, must be above 0 to be an area"
                .formatted(size, names.get(row), this.size[row]));
      }
    }
  }

  static Figure of(Table table, String name, String x, String y, String size) {
    BubblesFigure figure = new BubblesFigure(table, name, x, y, size);
    return Figure.chart(figure.text(), figure.canvas(), figure.plotly());
  }

  private double[] numbers(String column) {
    if (table.column(column) instanceof NumericColumn<?> numeric) {
      return numeric.asDoubleArray();
    }
    throw new IllegalArgumentException(
        "column \"%s\" holds %s, must hold numbers".formatted(column, table.column(column).type()));
  }

  private String text() {
    return title + ": " + String.join(", ", names);
  }

  private Canvas canvas() {
    Map<String, Color> colors = new LinkedHashMap<>();
    names.forEach(name -> colors.put(name, Style.color(colors.size())));
    return Canvas.charts(new Legend(colors, Legend.Key.BOX), chart());
  }

  private BubbleChart chart() {
    BubbleChart chart = new BubbleChartBuilder().width(WIDTH).height(HEIGHT).build();
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    Style.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    chart.getStyler().setYAxisDecimalPattern(decimals(range(y)));
    chart.getStyler().setXAxisDecimalPattern(decimals(range(x)));
    double[] xRange = range(x);
    double[] yRange = range(y);
    chart.getStyler().setXAxisMin(xRange[0]).setXAxisMax(xRange[1]);
    chart.getStyler().setYAxisMin(yRange[0]).setYAxisMax(yRange[1]);
    for (int row = 0; row < names.size(); row++) {
      BubbleSeries series =
          chart.addSeries(
              names.get(row),
              new double[] {x[row]},
              new double[] {y[row]},
              new double[] {diameter(row)});
      series.setFillColor(transparent(Style.color(row)));
      series.setLineColor(Style.color(row));
    }
    return chart;
  }

  /** The same number of decimals on each tick, as many as tell ticks apart. */
  private static String decimals(double[] range) {
    int places = (int) Math.max(0, Math.ceil(1 - Math.log10(range[1] - range[0])));
    return places == 0 ? "#,##0" : "0." + "0".repeat(places);
  }

  /** Leaves room for the bubbles themselves. */
  private static double[] range(double[] values) {
    double low = IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow();
    double high = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElseThrow();
    double room = high > low ? 0.25 * (high - low) : Math.max(0.05 * Math.abs(high), 1e-9);
    return new double[] {low - room, high + room};
  }

  private double diameter(int row) {
    double largest = IntStream.range(0, size.length).mapToDouble(i -> size[i]).max().orElseThrow();
    return LARGEST * Math.sqrt(size[row] / largest);
  }

  private static Color transparent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 150);
  }

  private Plotly plotly() {
    List<ScatterTrace> traces = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      traces.add(
          ScatterTrace.builder(new double[] {x[row]}, new double[] {y[row]})
              .mode(ScatterTrace.Mode.MARKERS)
              .name(names.get(row))
              .marker(
                  Marker.builder()
                      .color(Style.hex(Style.color(row)))
                      .size(diameter(row))
                      .opacity(0.6)
                      .build())
              .build());
    }
    Layout layout =
        Layout.builder()
            .title(title)
            .height(HEIGHT)
            .xAxis(Axis.builder().title(xTitle).build())
            .yAxis(Axis.builder().title(yTitle).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    setRange(plotly, "/xaxis", range(x));
    setRange(plotly, "/yaxis", range(y));
    return plotly;
  }

  private static void setRange(Plotly plotly, String axis, double[] range) {
    plotly.layout().withObject(axis).putArray("range").add(range[0]).add(range[1]);
  }
}
