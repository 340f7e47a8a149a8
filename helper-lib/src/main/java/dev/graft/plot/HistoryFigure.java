package dev.graft.plot;

import dev.graft.train.History;
import dev.graft.train.History.Epoch;
import java.awt.Color;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** Curves over epochs, stages divided by dashed lines. */
final class HistoryFigure {
  private record Curve(String name, Color color, ToDoubleFunction<Epoch> value) {}

  private record Panel(String title, String yTitle, List<Curve> curves) {}

  private static final Panel LOSS =
      new Panel(
          "Loss per epoch",
          "cross entropy (nats)",
          List.of(
              new Curve("training", Style.BLUE, Epoch::loss),
              new Curve("validation", Style.VERMILLION, Epoch::validationLoss)));
  private static final Panel ACCURACY =
      new Panel(
          "Accuracy per epoch",
          "images right (%)",
          List.of(
              new Curve("training", Style.BLUE, e -> 100 * e.accuracy()),
              new Curve("validation", Style.VERMILLION, e -> 100 * e.validationAccuracy())));
  private static final Panel RATE =
      new Panel(
          "Learning rate",
          "learning rate",
          List.of(new Curve("learning rate", Style.BLUE, Epoch::learningRate)));

  /** Pixels beside the plot, and pixels that the name of a stage takes. */
  private static final int AXIS = 120;

  private static final int STAGE_NAME = 64;

  private static final Legend LEGEND = legend();

  private final List<Epoch> epochs;

  private HistoryFigure(History history) {
    if (history.epochs().isEmpty()) {
      throw new IllegalArgumentException("history has no epochs; train for one or more");
    }
    this.epochs = history.epochs();
  }

  static Figure history(History history) {
    HistoryFigure figure = new HistoryFigure(history);
    Epoch last = history.last();
    String text =
        String.format(
            Locale.ROOT,
            "loss and accuracy over %s; last: loss %.4f, validation accuracy %.4f",
            history.length(),
            last.loss(),
            last.validationAccuracy());
    List<Panel> panels = new ArrayList<>(List.of(LOSS, ACCURACY));
    figure.watched().forEach(name -> panels.add(watched(name)));
    XYChart[] charts = panels.stream().map(p -> figure.chart(p, 540)).toArray(XYChart[]::new);
    return Figure.chart(
        text + figure.lastOf(panels), Canvas.charts(LEGEND, charts), figure.plotly(panels));
  }

  static Figure learningRate(History history) {
    HistoryFigure figure = new HistoryFigure(history);
    String text =
        String.format(
            Locale.ROOT,
            "learning rate over %s; last: %.3g",
            history.length(),
            history.last().learningRate());
    return Figure.chart(text, Canvas.charts(figure.chart(RATE, 760)), figure.plotly(List.of(RATE)));
  }

  private Set<String> watched() {
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.watched()));
    return names;
  }

  private static Panel watched(String name) {
    String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return new Panel(
        title + " per epoch",
        name,
        List.of(
            new Curve("training", Style.BLUE, e -> figure(e, name)),
            new Curve("validation", Style.VERMILLION, e -> figure(e, "validation " + name))));
  }

  private static double figure(Epoch epoch, String name) {
    return epoch.figures().getOrDefault(name, Double.NaN);
  }

  /** Says the last value of each figure that was watched. */
  private String lastOf(List<Panel> panels) {
    return panels.stream()
        .skip(2)
        .map(
            p ->
                String.format(
                    Locale.ROOT,
                    ", %s %.4f",
                    p.yTitle(),
                    p.curves().get(1).value().applyAsDouble(last())))
        .collect(Collectors.joining());
  }

  private XYChart chart(Panel panel, int width) {
    XYChart chart = new XYChart(width, 420);
    chart.setTitle(panel.title());
    chart.setXAxisTitle("epoch");
    chart.setYAxisTitle(panel.yTitle());
    Style.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    double margin = epochs.size() < 3 ? 1 : 0.5;
    chart.getStyler().setXAxisMin(epochs.get(0).number() - margin);
    chart.getStyler().setXAxisMax(last().number() + margin);
    chart.setCustomXAxisTickLabelsFormatter(HistoryFigure::whole);
    if (panel == RATE) {
      chart.getStyler().setYAxisLogarithmic(logarithmic());
      chart.getStyler().setPlotGridHorizontalLinesVisible(!logarithmic());
      chart.getStyler().setYAxisDecimalPattern("0.##E0");
    }
    panel.curves().forEach(curve -> draw(chart, curve));
    markStages(chart, panel);
    return chart;
  }

  private void draw(XYChart chart, Curve curve) {
    List<Epoch> known = known(curve);
    if (!known.isEmpty()) {
      double[] x = known.stream().mapToDouble(Epoch::number).toArray();
      double[] y = known.stream().mapToDouble(curve.value()).toArray();
      boolean level = RATE.curves().contains(curve);
      XYSeries series =
          level ? levels(chart, curve.name(), x, y) : chart.addSeries(curve.name(), x, y);
      series.setLineColor(curve.color());
      series.setLineWidth(3);
      series.setMarkerColor(curve.color());
      series.setMarker(level && known.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }
  }

  /**
   * Each value holds until half an epoch after, so it changes with the stage. The ends stay on
   * whole epochs: XChart counts its ticks from the first.
   */
  private static XYSeries levels(XYChart chart, String name, double[] x, double[] y) {
    double last = x[x.length - 1];
    double[] ends =
        IntStream.range(0, 2 * x.length)
            .mapToDouble(i -> Math.min(Math.max(x[i / 2] + i % 2 - 0.5, x[0]), last))
            .toArray();
    double[] values = IntStream.range(0, 2 * y.length).mapToDouble(i -> y[i / 2]).toArray();
    return chart.addSeries(name, ends, values);
  }

  private void markStages(XYChart chart, Panel panel) {
    double top = top(panel);
    for (Epoch epoch : stageStarts()) {
      double x = epoch.number() - 0.5;
      if (epoch.stage() > epochs.get(0).stage()) {
        chart.addAnnotation(new AnnotationLine(x, true, false));
      }
    }
    chart.getStyler().setYAxisMax(top);
    if (stageStarts().size() > 1) {
      for (Epoch epoch : stageStarts()) {
        double middle = (epoch.number() + lastOf(epoch.stage()).number()) / 2.0;
        chart.addAnnotation(new AnnotationText(stageName(chart, epoch), middle, top, false));
      }
    }
  }

  /** Only the number where the words would lie on the dashed lines. */
  private String stageName(XYChart chart, Epoch first) {
    int length = lastOf(first.stage()).number() - first.number() + 1;
    double room = (chart.getWidth() - AXIS) * (double) length / epochs.size();
    return room < STAGE_NAME ? Integer.toString(first.stage()) : "stage " + first.stage();
  }

  /** Leaves room for the names of the stages above the highest point. */
  private double top(Panel panel) {
    DoubleSummaryStatistics values =
        panel.curves().stream()
            .flatMap(curve -> known(curve).stream().map(e -> curve.value().applyAsDouble(e)))
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    if (values.getCount() == 0) {
      return 1;
    }
    if (panel == RATE && logarithmic()) {
      return values.getMax() * 2.5;
    }
    double highest = panel == ACCURACY ? 100 : values.getMax();
    double span = highest - values.getMin();
    double room = 0.12 * (span > 0 ? span : Math.max(highest, 1e-9));
    return highest + (panel == ACCURACY ? Math.min(4.5, room) : room);
  }

  /** Whether rates are so far apart that the low ones would lie flat on the axis. */
  private boolean logarithmic() {
    DoubleSummaryStatistics rates =
        epochs.stream().mapToDouble(Epoch::learningRate).summaryStatistics();
    return rates.getMin() > 0 && rates.getMax() / rates.getMin() >= 20;
  }

  private Plotly plotly(List<Panel> panels) {
    List<ScatterTrace> traces = new ArrayList<>();
    for (Panel panel : panels) {
      for (Curve curve : panel.curves()) {
        traces.add(trace(curve, traces.size() < 2 && panel.curves().size() > 1));
      }
    }
    Layout layout =
        Layout.builder()
            .title(panels.size() == 1 ? panels.get(0).title() : "Loss and accuracy")
            .height(420)
            .xAxis(Axis.builder().title("epoch").build())
            .yAxis(Axis.builder().title(panels.get(0).yTitle()).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    int[] starts = IntStream.range(1, panels.size()).map(panel -> 2 * panel).toArray();
    PlotlyPanels.split(plotly, panels.stream().map(Panel::yTitle).toList(), starts);
    if (panels.get(0) == RATE) {
      plotly.trace(0).withObject("/line").put("shape", "hvh");
      plotly
          .layout()
          .withObject("/yaxis")
          .put("exponentformat", "power")
          .put("type", logarithmic() ? "log" : "linear");
    }
    double[] boundaries =
        stageStarts().stream().skip(1).mapToDouble(e -> e.number() - 0.5).toArray();
    PlotlyPanels.verticals(plotly, panels.size(), boundaries);
    return plotly;
  }

  private ScatterTrace trace(Curve curve, boolean legend) {
    List<Epoch> known = known(curve);
    String color = Style.hex(curve.color());
    return ScatterTrace.builder(
            known.stream().mapToDouble(Epoch::number).toArray(),
            known.stream().mapToDouble(curve.value()).toArray())
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .name(curve.name())
        .showLegend(legend)
        .line(Line.builder().color(color).width(3).build())
        .marker(Marker.builder().color(color).size(9).build())
        .build();
  }

  private List<Epoch> known(Curve curve) {
    return epochs.stream()
        .filter(epoch -> Double.isFinite(curve.value().applyAsDouble(epoch)))
        .toList();
  }

  private List<Epoch> stageStarts() {
    List<Epoch> starts = new ArrayList<>();
    for (Epoch epoch : epochs) {
      if (starts.isEmpty() || starts.get(starts.size() - 1).stage() != epoch.stage()) {
        starts.add(epoch);
      }
    }
    return starts;
  }

  private Epoch lastOf(int stage) {
    return epochs.stream().filter(e -> e.stage() == stage).reduce((a, b) -> b).orElseThrow();
  }

  private Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  private static Legend legend() {
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put("training", Style.BLUE);
    colors.put("validation", Style.VERMILLION);
    return new Legend(colors, Legend.Key.LINE);
  }

  /** XChart widens its steps until no two labels are equal: so every tick is a whole epoch. */
  private static String whole(double tick) {
    return Long.toString(Math.round(tick));
  }
}
