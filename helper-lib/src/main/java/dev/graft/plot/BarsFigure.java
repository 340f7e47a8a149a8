package dev.graft.plot;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Segmentation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;

/**
 * Bars by class, or by what else has a name.
 *
 * @param title of the figure
 * @param xTitle what the names are
 * @param yTitle with its unit
 * @param names one group of bars each
 * @param series name to values, one a group
 */
record BarsFigure(
    String title, String xTitle, String yTitle, List<String> names, Map<String, double[]> series) {

  static Figure of(Table table, String name, List<String> columns) {
    Rows rows = new Rows(table, Stream.concat(Stream.of(name), columns.stream()).toList());
    Map<String, double[]> series = new LinkedHashMap<>();
    columns.forEach(column -> series.put(column, notBelowZero(column, rows.numbers(column))));
    String title = "%s by %s".formatted(String.join(", ", columns), name);
    String yTitle = columns.size() == 1 ? columns.get(0) : "";
    double most = series.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    return new BarsFigure(title, name, yTitle, rows.names(name), series)
        .figure(most <= 1 ? 1 : most * 1.1);
  }

  private static double[] notBelowZero(String column, double... values) {
    double least = Arrays.stream(values).min().orElse(0);
    if (least < 0) {
      throw new IllegalArgumentException(
          "column \"%s\" holds %s, bars must be 0 or more".formatted(column, least));
    }
    return values;
  }

  static Figure perClass(Evaluation evaluation) {
    return shares("class", evaluation.classes(), evaluation.report());
  }

  static Figure perTag(MultiLabel result) {
    return shares("tag", result.tags(), result.report());
  }

  static Figure perClass(Segmentation result) {
    List<String> metrics = List.of("IoU", "recall");
    return shares("IoU and recall by class", "class", result.classes(), result.report(), metrics);
  }

  private static Figure shares(String what, List<String> names, Table all) {
    List<String> metrics = List.of("precision", "recall", "F1");
    return shares("Precision, recall and F1 by " + what, what, names, all, metrics);
  }

  private static Figure shares(
      String title, String what, List<String> names, Table all, List<String> metrics) {
    Table report = all.first(names.size());
    Map<String, double[]> series = new LinkedHashMap<>();
    for (String metric : metrics) {
      double[] shares = report.doubleColumn(metric).asDoubleArray();
      for (int i = 0; i < shares.length; i++) {
        shares[i] = Double.isNaN(shares[i]) ? 0 : 100 * shares[i];
      }
      series.put(metric, shares);
    }
    return new BarsFigure(title, what, "share (%)", names, series).figure(100);
  }

  static Figure classCounts(ImageSet images) {
    Table counts = images.counts();
    double[] values = counts.numberColumn("images").asDoubleArray();
    double most = Arrays.stream(values).max().orElse(1);
    Map<String, double[]> series = Map.of("images", values);
    List<String> classes = counts.stringColumn("class").asList();
    return new BarsFigure("Images by class", "class", "images", classes, series).figure(most * 1.1);
  }

  private Figure figure(double top) {
    return Figure.chart(title + ": " + String.join(", ", names), canvas(chart(top)), plotly());
  }

  private Canvas canvas(CategoryChart chart) {
    Map<String, Color> colors = new LinkedHashMap<>();
    series.keySet().forEach(name -> colors.put(name, Style.color(colors.size())));
    return series.size() == 1
        ? Canvas.charts(chart)
        : Canvas.charts(new Legend(colors, Legend.Key.BOX), chart);
  }

  private CategoryChart chart(double top) {
    int width = Math.max(560, Math.min(1100, 180 + names.size() * (40 + 40 * series.size())));
    CategoryChart chart = new CategoryChart(width, 440);
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    style(chart, top);
    series.forEach(
        (name, values) -> {
          Color color = Style.color(chart.getSeriesCollection().size());
          chart.addSeries(name, names, boxed(values)).setFillColor(color);
        });
    return chart;
  }

  private void style(CategoryChart chart, double top) {
    CategoryStyler styler = chart.getStyler();
    Style.apply(styler);
    styler.setLegendVisible(false);
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(top);
    styler.setAvailableSpaceFill(series.size() > 1 ? 0.85 : 0.55);
    double room = (chart.getWidth() - 120.0) / names.size();
    styler.setLabelsVisible(room > 36 * series.size());
    styler.setLabelsFont(Style.bold(14));
    styler.setLabelsPosition(series.size() > 1 ? 0.92 : 0.9);
    styler.setLabelsFontColorAutomaticEnabled(false);
    styler.setLabelsFontColor(Color.WHITE);
    styler.setDecimalPattern(top > 1 ? "#,##0" : "0.00");
    styler.setXAxisLabelRotation(Style.rotation(names, room));
  }

  private Plotly plotly() {
    List<BarTrace> traces = new ArrayList<>();
    series.forEach(
        (name, values) ->
            traces.add(
                BarTrace.builder(names.toArray(), values)
                    .name(name)
                    .showLegend(series.size() > 1)
                    .marker(Marker.builder().color(Style.hex(Style.color(traces.size()))).build())
                    .build()));
    Layout layout =
        Layout.builder()
            .title(title)
            .height(440)
            .barMode(Layout.BarMode.GROUP)
            .xAxis(Axis.builder().title(xTitle).build())
            .yAxis(Axis.builder().title(yTitle).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    plotly.layout().withObject("/xaxis").put("type", "category");
    return plotly;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
