package dev.graft.plot;

import dev.graft.evaluate.Features;
import dev.graft.evaluate.Plane;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Images as points in the plane of their features, one colour a class. */
final class FeaturesFigure {
  private final Features features;
  private final Plane plane;
  private final String xTitle;
  private final String yTitle;

  private FeaturesFigure(Features features) {
    this.features = features;
    this.plane = features.plane();
    this.xTitle = title("first", plane.xShare());
    this.yTitle = title("second", plane.yShare());
  }

  static Figure of(Features features) {
    FeaturesFigure figure = new FeaturesFigure(features);
    return Figure.chart(
        features + "; " + figure.plane, Canvas.charts(figure.chart()), figure.plotly());
  }

  private XYChart chart() {
    int classes = features.classes().size();
    XYChart chart = new XYChart(900, Math.max(560, 120 + 30 * classes));
    chart.setTitle(heading());
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    Style.apply(chart.getStyler());
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendVisible(classes > 1);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    chart.getStyler().setDecimalPattern("#,##0.##");
    for (int c = 0; c < classes; c++) {
      int[] members = members(c);
      if (members.length > 0) {
        XYSeries series = chart.addSeries(features.classes().get(c), x(members), y(members));
        Color color = Style.color(c);
        series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 190));
        series.setMarker(Style.marker(c));
      }
    }
    return chart;
  }

  private Plotly plotly() {
    List<ScatterTrace> traces = new ArrayList<>();
    List<Integer> shown = new ArrayList<>();
    for (int c = 0; c < features.classes().size(); c++) {
      int[] members = members(c);
      if (members.length > 0) {
        shown.add(c);
        traces.add(
            ScatterTrace.builder(x(members), y(members))
                .mode(ScatterTrace.Mode.MARKERS)
                .name(features.classes().get(c))
                .showLegend(features.classes().size() > 1)
                .marker(
                    Marker.builder().color(Style.hex(Style.color(c))).size(9).opacity(0.75).build())
                .build());
      }
    }
    Layout layout =
        Layout.builder()
            .title(heading())
            .height(560)
            .xAxis(Axis.builder().title(xTitle).build())
            .yAxis(Axis.builder().title(yTitle).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    for (int i = 0; i < shown.size(); i++) {
      var names = plotly.trace(i).put("hoverinfo", "text+name").putArray("text");
      IntStream.of(members(shown.get(i))).forEach(m -> names.add(features.ids().get(m)));
    }
    return plotly;
  }

  private String heading() {
    return String.format(
        Locale.ROOT, "%d inputs by their %d features", features.size(), features.width());
  }

  private int[] members(int label) {
    int[] labels = features.labels();
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  private double[] x(int[] members) {
    double[] x = plane.x();
    return IntStream.of(members).mapToDouble(i -> x[i]).toArray();
  }

  private double[] y(int[] members) {
    double[] y = plane.y();
    return IntStream.of(members).mapToDouble(i -> y[i]).toArray();
  }

  private static String title(String which, double share) {
    return String.format(
        Locale.ROOT, "%s principal component (%.0f %% of variance)", which, 100 * share);
  }
}
