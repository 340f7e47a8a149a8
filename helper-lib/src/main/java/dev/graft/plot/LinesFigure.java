package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;

/** Means over x, one curve a group, and bands from least to greatest. */
final class LinesFigure {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 440;
  private static final double SPAN = 20;

  private final Rows rows;
  private final Panel panel;
  private final Map<String, NavigableMap<Double, DoubleSummaryStatistics>> curves =
      new LinkedHashMap<>();
  private final Map<String, Color> colors = new LinkedHashMap<>();

  private LinesFigure(Table table, String x, String y, String group) {
    rows = new Rows(table, List.of(x, y, group));
    double[] xs = rows.numbers(x);
    double[] ys = rows.numbers(y);
    List<String> names = rows.names(group);
    for (int row = 0; row < rows.count(); row++) {
      curves
          .computeIfAbsent(names.get(row), name -> new TreeMap<>())
          .computeIfAbsent(xs[row], at -> new DoubleSummaryStatistics())
          .accept(ys[row]);
    }
    curves.keySet().forEach(name -> colors.put(name, Style.color(colors.size())));
    Scale across = Scale.of(xs, SPAN, 0.04);
    Scale up = Scale.of(ys, Double.POSITIVE_INFINITY, 0.08);
    panel = new Panel("%s by %s".formatted(y, x), x, y, across, up, WIDTH, HEIGHT);
  }

  static Figure of(Table table, String x, String y, String group) {
    LinesFigure figure = new LinesFigure(table, x, y, group);
    Legend legend = new Legend(figure.colors, Legend.Key.LINE);
    Canvas canvas = Canvas.above(legend, WIDTH, HEIGHT, figure::paint);
    return Figure.chart(figure.text(), canvas, figure.plotly());
  }

  private String text() {
    return curves.entrySet().stream()
            .map(
                curve ->
                    String.format(
                        Locale.ROOT,
                        "%s %.4g at %s",
                        curve.getKey(),
                        curve.getValue().lastEntry().getValue().getAverage(),
                        Scale.label(curve.getValue().lastKey())))
            .collect(Collectors.joining(", ", panel.title() + ": ", ""))
        + rows.without();
  }

  private void paint(Graphics2D graphics) {
    panel.paint(graphics);
    curves.forEach((name, curve) -> paintBand(graphics, curve, colors.get(name)));
    curves.forEach(
        (name, curve) -> panel.curve(graphics, x(curve), means(curve), colors.get(name)));
  }

  private void paintBand(
      Graphics2D graphics, NavigableMap<Double, DoubleSummaryStatistics> curve, Color color) {
    Path2D band = new Path2D.Double();
    double[] x = bandX(curve);
    double[] y = bandY(curve);
    band.moveTo(panel.px(x[0]), panel.py(y[0]));
    for (int i = 1; i < x.length; i++) {
      band.lineTo(panel.px(x[i]), panel.py(y[i]));
    }
    band.closePath();
    graphics.setColor(Panel.pale(color, 45));
    graphics.fill(band);
  }

  private static double[] x(NavigableMap<Double, DoubleSummaryStatistics> curve) {
    return curve.keySet().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] means(NavigableMap<Double, DoubleSummaryStatistics> curve) {
    return curve.values().stream().mapToDouble(DoubleSummaryStatistics::getAverage).toArray();
  }

  /** Along the least values there, along the greatest back. */
  private static double[] bandX(NavigableMap<Double, DoubleSummaryStatistics> curve) {
    return Stream.concat(curve.keySet().stream(), curve.descendingMap().keySet().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double[] bandY(NavigableMap<Double, DoubleSummaryStatistics> curve) {
    return Stream.concat(
            curve.values().stream().map(DoubleSummaryStatistics::getMin),
            curve.descendingMap().values().stream().map(DoubleSummaryStatistics::getMax))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private Plotly plotly() {
    Layout layout =
        Layout.builder()
            .title(panel.title())
            .height(HEIGHT)
            .xAxis(Axis.builder().title(panel.xTitle()).build())
            .yAxis(Axis.builder().title(panel.yTitle()).build())
            .build();
    Plotly plotly = Plotly.of(layout, List.of());
    curves.forEach((name, curve) -> addCurve(plotly, name, curve));
    ObjectNode axis = plotly.layout().withObject("/xaxis");
    Plotly.numbers(axis, "tickvals", panel.x().ticks());
    panel.x().labels().forEach(axis.putArray("ticktext")::add);
    axis.put("type", panel.x().logarithmic() ? "log" : "linear");
    return plotly;
  }

  private void addCurve(
      Plotly plotly, String name, NavigableMap<Double, DoubleSummaryStatistics> curve) {
    String color = Style.hex(colors.get(name));
    ObjectNode band = plotly.add("scatter", name + ", least to greatest").put("fill", "toself");
    Plotly.numbers(band, "x", bandX(curve));
    Plotly.numbers(band, "y", bandY(curve));
    band.put("mode", "lines").put("fillcolor", color).put("opacity", 0.18);
    band.put("legendgroup", name).put("showlegend", false).put("hoverinfo", "skip");
    band.putObject("line").put("width", 0);
    ObjectNode line = plotly.add("scatter", name).put("mode", "lines+markers");
    Plotly.numbers(line, "x", x(curve));
    Plotly.numbers(line, "y", means(curve));
    line.put("legendgroup", name);
    line.putObject("line").put("color", color).put("width", 3);
    line.putObject("marker").put("color", color).put("size", 9);
  }
}
