package dev.graft.plot;

import dev.graft.train.Schedule;
import dev.graft.train.Schedule.Moment;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** By what schedules multiply the learning rate, step by step; each factor holds for its step. */
final class SchedulesFigure {
  private static final String TITLE = "Share of the learning rate";
  private static final String X_TITLE = "epochs done";
  private static final String Y_TITLE = "factor";
  private static final int WIDTH = 820;
  private static final int HEIGHT = 420;
  private static final double TOP = 1.05;

  private final Map<String, double[]> factors = new LinkedHashMap<>();
  private final Map<String, Color> colors = new LinkedHashMap<>();
  private final int epochs;
  private final double[] x;

  private SchedulesFigure(Map<String, Schedule> schedules, int epochs, int stepsPerEpoch) {
    if (schedules.isEmpty()) {
      throw new IllegalArgumentException("no schedules to draw; give one or more");
    }
    this.epochs = epochs;
    int steps = new Moment(0, stepsPerEpoch, epochs, List.of()).steps();
    this.x =
        IntStream.range(0, 2 * steps)
            .mapToDouble(i -> (i / 2 + i % 2) / (double) stepsPerEpoch)
            .toArray();
    schedules.forEach(
        (name, schedule) -> {
          colors.put(name, Style.color(colors.size()));
          factors.put(
              name,
              IntStream.range(0, 2 * steps)
                  .mapToObj(i -> new Moment(i / 2, stepsPerEpoch, epochs, List.of()))
                  .mapToDouble(schedule::factor)
                  .toArray());
        });
  }

  static Figure of(Map<String, Schedule> schedules, int epochs, int stepsPerEpoch) {
    SchedulesFigure figure = new SchedulesFigure(schedules, epochs, stepsPerEpoch);
    String text =
        String.format(
            Locale.ROOT,
            "share of the learning rate over %d epochs of %d steps: %s",
            epochs,
            stepsPerEpoch,
            String.join(", ", figure.factors.keySet()));
    Canvas canvas = Canvas.charts(new Legend(figure.colors, Legend.Key.LINE), figure.chart());
    return Figure.chart(text, canvas, figure.plotly());
  }

  private XYChart chart() {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setTitle(TITLE);
    chart.setXAxisTitle(X_TITLE);
    chart.setYAxisTitle(Y_TITLE);
    Style.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) epochs);
    chart.setCustomXAxisTickLabelsFormatter(tick -> Long.toString(Math.round(tick)));
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(TOP);
    factors.forEach(
        (name, y) -> {
          XYSeries series = chart.addSeries(name, x, y);
          series.setLineColor(colors.get(name));
          series.setLineWidth(3);
          series.setMarker(SeriesMarkers.NONE);
        });
    return chart;
  }

  private Plotly plotly() {
    List<ScatterTrace> traces = new ArrayList<>();
    factors.forEach(
        (name, y) ->
            traces.add(
                ScatterTrace.builder(x, y)
                    .mode(ScatterTrace.Mode.LINE)
                    .name(name)
                    .line(Line.builder().color(Style.hex(colors.get(name))).width(3).build())
                    .build()));
    Layout layout =
        Layout.builder()
            .title(TITLE)
            .height(HEIGHT)
            .xAxis(Axis.builder().title(X_TITLE).build())
            .yAxis(Axis.builder().title(Y_TITLE).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    plotly.layout().withObject("/yaxis").putArray("range").add(0).add(TOP);
    return plotly;
  }
}
