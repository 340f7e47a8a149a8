package dev.graft.plot;

import dev.graft.train.LearningRates;
import dev.graft.train.LearningRates.Step;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Loss over a rising learning rate; a dashed line marks the suggestion. */
final class LearningRatesFigure {
  private static final String TITLE = "Loss while the learning rate rises";
  private static final String X_TITLE = "learning rate";
  private static final String Y_TITLE = "cross entropy (nats)";
  private static final int WIDTH = 820;
  private static final int HEIGHT = 420;

  /** The share of the axis from the dashed line to the middle of its words. */
  private static final double ASIDE = 0.1;

  private record Curve(String name, Color color, ToDoubleFunction<Step> value) {}

  private static final Curve EACH = new Curve("each batch", Style.SKY, Step::loss);
  private static final Curve SMOOTHED = new Curve("smoothed", Style.BLUE, Step::smoothed);

  private final LearningRates rates;
  private final double top;

  private LearningRatesFigure(LearningRates rates) {
    this.rates = rates;
    this.top = top(rates.steps());
  }

  static Figure of(LearningRates rates) {
    LearningRatesFigure figure = new LearningRatesFigure(rates);
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put(SMOOTHED.name(), SMOOTHED.color());
    colors.put(EACH.name(), EACH.color());
    Canvas canvas = Canvas.charts(new Legend(colors, Legend.Key.LINE), figure.chart());
    return Figure.chart("loss by learning rate: " + rates, canvas, figure.plotly());
  }

  /** The end of the curve, where the loss explodes, would flatten all the rest. */
  private static double top(List<Step> steps) {
    double first = steps.get(0).smoothed();
    double lowest =
        steps.stream().mapToDouble(Step::smoothed).filter(Double::isFinite).min().orElse(first);
    double highest =
        steps.stream()
            .mapToDouble(Step::smoothed)
            .filter(smoothed -> smoothed <= Math.max(2 * first, lowest))
            .max()
            .orElse(1);
    return highest + 0.15 * Math.max(highest - lowest, 1e-3);
  }

  private List<Step> drawn(Curve curve) {
    return rates.steps().stream().filter(step -> curve.value().applyAsDouble(step) <= top).toList();
  }

  private static double[] x(List<Step> steps) {
    return steps.stream().mapToDouble(Step::rate).toArray();
  }

  private XYChart chart() {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setTitle(TITLE);
    chart.setXAxisTitle(X_TITLE);
    chart.setYAxisTitle(Y_TITLE);
    Style.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisDecimalPattern("0E0");
    chart.getStyler().setYAxisMax(top);
    chart.getStyler().setMarkerSize(5);
    draw(chart, EACH)
        .ifPresent(
            series -> {
              series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
              series.setMarker(SeriesMarkers.CIRCLE);
            });
    draw(chart, SMOOTHED).ifPresent(series -> series.setMarker(SeriesMarkers.NONE));
    suggestion()
        .ifPresent(
            rate -> {
              chart.addAnnotation(new AnnotationLine(rate, true, false));
              chart.addAnnotation(new AnnotationText(words(rate), aside(rate), top, false));
            });
    return chart;
  }

  private Optional<XYSeries> draw(XYChart chart, Curve curve) {
    List<Step> steps = drawn(curve);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    double[] y = steps.stream().mapToDouble(curve.value()).toArray();
    XYSeries series = chart.addSeries(curve.name(), x(steps), y);
    series.setLineColor(curve.color());
    series.setMarkerColor(curve.color());
    series.setLineWidth(3);
    return Optional.of(series);
  }

  /** Sets words beside a line, on the side where there is more room. */
  private double aside(double rate) {
    List<Step> steps = rates.steps();
    double lowest = steps.get(0).rate();
    double range = steps.get(steps.size() - 1).rate() / lowest;
    boolean right = rate < lowest * Math.sqrt(range);
    return rate * Math.pow(range, right ? ASIDE : -ASIDE);
  }

  private Optional<Double> suggestion() {
    return rates.halfway().map(Step::rate);
  }

  private static String words(double rate) {
    return String.format(Locale.ROOT, "suggested %.1e", rate);
  }

  private Plotly plotly() {
    Layout layout =
        Layout.builder()
            .title(TITLE)
            .height(HEIGHT)
            .xAxis(Axis.builder().title(X_TITLE).build())
            .yAxis(Axis.builder().title(Y_TITLE).build())
            .build();
    Plotly plotly =
        Plotly.of(
            layout,
            List.of(
                trace(EACH, ScatterTrace.Mode.MARKERS), trace(SMOOTHED, ScatterTrace.Mode.LINE)));
    plotly.layout().withObject("/xaxis").put("type", "log").put("exponentformat", "power");
    suggestion().ifPresent(rate -> PlotlyPanels.verticals(plotly, 1, rate));
    return plotly;
  }

  private ScatterTrace trace(Curve curve, ScatterTrace.Mode mode) {
    List<Step> steps = drawn(curve);
    String color = Style.hex(curve.color());
    return ScatterTrace.builder(x(steps), steps.stream().mapToDouble(curve.value()).toArray())
        .mode(mode)
        .name(curve.name())
        .line(Line.builder().color(color).width(3).build())
        .marker(Marker.builder().color(color).size(5).build())
        .build();
  }
}
