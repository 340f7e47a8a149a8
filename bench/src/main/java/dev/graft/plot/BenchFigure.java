package dev.graft.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;

/** Bars of what engines reached, case by case, in the look of all figures. */
public final class BenchFigure {
  private BenchFigure() {}

  /**
   * Draws.
   *
   * @param job the title
   * @param unit of the values
   * @param engines name to case to value; a missing case has no bar
   * @return the figure
   */
  public static Figure of(String job, String unit, Map<String, Map<String, Double>> engines) {
    Set<String> all = new LinkedHashSet<>();
    engines.values().forEach(heights -> all.addAll(heights.keySet()));
    List<String> cases = List.copyOf(all);
    Map<String, Color> colors = new LinkedHashMap<>();
    engines.keySet().forEach(name -> colors.put(name, Style.color(colors.size())));
    int legend = engines.keySet().stream().mapToInt(name -> 66 + Style.width(name) * 5 / 4).sum();
    int bars = 160 + cases.size() * (40 + 24 * engines.size());
    int width = Math.max(legend, Math.max(640, Math.min(1400, bars)));
    CategoryChart chart = new CategoryChart(width, 460);
    chart.setTitle("bench " + job);
    chart.setYAxisTitle(unit);
    Style.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisLabelRotation(Style.rotation(cases, (width - 120.0) / cases.size()));
    List<BarTrace> traces = new ArrayList<>();
    engines.forEach(
        (name, heights) -> {
          List<Double> values = cases.stream().map(c -> heights.getOrDefault(c, 0.0)).toList();
          chart.addSeries(name, cases, values).setFillColor(colors.get(name));
          double[] plain = values.stream().mapToDouble(Double::doubleValue).toArray();
          traces.add(BarTrace.builder(cases.toArray(), plain).name(name).build());
        });
    Layout layout = Layout.builder().title("bench " + job + ", " + unit).height(460).build();
    return Figure.chart(
        "bench %s, %s: %s".formatted(job, unit, String.join(", ", cases)),
        Canvas.charts(new Legend(colors, Legend.Key.BOX), chart),
        Plotly.of(layout, traces));
  }
}
