package dev.graft.plot;

import dev.graft.plot.EpochPanel.Curve;
import dev.graft.train.History;
import dev.graft.train.History.Epoch;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Curves over epochs: what they say, their panels side by side, and the same for plotly. */
final class HistoryFigure {
  private static final Legend LEGEND = legend();

  private final TrainedEpochs epochs;

  private HistoryFigure(History history) {
    this.epochs = new TrainedEpochs(history.epochs());
  }

  static Figure history(History history) {
    HistoryFigure figure = new HistoryFigure(history);
    Epoch last = history.last();
    boolean classes = last.figures().containsKey("accuracy");
    String text =
        String.format(
            Locale.ROOT,
            "%s over %s; last: loss %.4f%s",
            classes ? "loss and accuracy" : "loss",
            history.length(),
            last.loss(),
            classes
                ? String.format(
                    Locale.ROOT, ", validation accuracy %.4f", last.validationAccuracy())
                : "");
    List<EpochPanel> panels =
        new ArrayList<>(
            classes
                ? List.of(EpochPanel.LOSS, EpochPanel.ACCURACY)
                : List.of(EpochPanel.LOSS_OF_OTHERS));
    figure.epochs.watched().forEach(name -> panels.add(EpochPanel.watched(name)));
    XYChart[] charts =
        panels.stream().map(panel -> figure.chart(panel, 540)).toArray(XYChart[]::new);
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
    EpochPanel rate = EpochPanel.RATE;
    return Figure.chart(text, Canvas.charts(figure.chart(rate, 760)), figure.plotly(List.of(rate)));
  }

  /** Says the last value of each figure that was watched. */
  private String lastOf(List<EpochPanel> panels) {
    return panels.stream()
        .filter(panel -> panel.curves().size() > 1 && epochs.watched().contains(panel.yTitle()))
        .map(
            p ->
                String.format(
                    Locale.ROOT, ", %s %.4f", p.yTitle(), p.curves().get(1).at(epochs.last())))
        .collect(Collectors.joining());
  }

  private XYChart chart(EpochPanel panel, int width) {
    return new EpochChart(epochs, panel).draw(width);
  }

  private Plotly plotly(List<EpochPanel> panels) {
    List<ScatterTrace> traces = new ArrayList<>();
    for (EpochPanel panel : panels) {
      for (Curve curve : panel.curves()) {
        traces.add(trace(curve, traces.size() < 2 && panel.curves().size() > 1));
      }
    }
    Layout layout =
        Layout.builder()
            .title(title(panels))
            .height(420)
            .xAxis(Axis.builder().title("epoch").build())
            .yAxis(Axis.builder().title(panels.get(0).yTitle()).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    int[] starts = IntStream.range(1, panels.size()).map(panel -> 2 * panel).toArray();
    PlotlyPanels.split(plotly, panels.stream().map(EpochPanel::yTitle).toList(), starts);
    if (panels.get(0).isRate()) {
      plotly.trace(0).withObject("/line").put("shape", "hvh");
      plotly
          .layout()
          .withObject("/yaxis")
          .put("exponentformat", "power")
          .put("type", epochs.ratesLieFarApart() ? "log" : "linear");
    }
    double[] boundaries =
        epochs.stageStarts().stream().skip(1).mapToDouble(e -> e.number() - 0.5).toArray();
    PlotlyPanels.verticals(plotly, panels.size(), boundaries);
    return plotly;
  }

  private static String title(List<EpochPanel> panels) {
    boolean classes = panels.contains(EpochPanel.ACCURACY);
    return classes ? "Loss and accuracy" : panels.get(0).title();
  }

  private ScatterTrace trace(Curve curve, boolean legend) {
    List<Epoch> known = curve.known(epochs);
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

  private static Legend legend() {
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put("training", Style.BLUE);
    colors.put("validation", Style.VERMILLION);
    return new Legend(colors, Legend.Key.LINE);
  }
}
