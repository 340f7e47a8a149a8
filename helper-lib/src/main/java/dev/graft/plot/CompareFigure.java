package dev.graft.plot;

import dev.graft.train.History;
import dev.graft.train.History.Epoch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Validation accuracy of several trainings over their epochs, one curve a training. */
final class CompareFigure {
  private static final String TITLE = "Validation accuracy per epoch";
  private static final String Y_TITLE = "images right (%)";
  private static final int WIDTH = 820;
  private static final int HEIGHT = 420;
  private static final double HIGHEST = 104.5;

  private final Map<String, History> histories;

  private CompareFigure(Map<String, History> histories) {
    if (histories.isEmpty()) {
      throw new IllegalArgumentException("no histories to compare; give one or more");
    }
    histories.forEach(
        (name, history) -> {
          if (history.epochs().isEmpty()) {
            throw new IllegalArgumentException("history \"" + name + "\" has no epochs");
          }
        });
    this.histories = histories;
  }

  static Figure of(Map<String, History> histories) {
    CompareFigure figure = new CompareFigure(new LinkedHashMap<>(histories));
    Map<String, Color> colors = new LinkedHashMap<>();
    histories.keySet().forEach(name -> colors.put(name, Style.color(colors.size())));
    Legend legend = new Legend(colors, Legend.Key.LINE);
    Canvas canvas = Canvas.above(legend, WIDTH, HEIGHT, graphics -> figure.paint(graphics, colors));
    return Figure.chart(figure.text(), canvas, figure.plotly(colors));
  }

  private String text() {
    return histories.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT, "%s %.4f", e.getKey(), e.getValue().last().validationAccuracy()))
        .collect(Collectors.joining(", ", "validation accuracy after the last epoch: ", ""));
  }

  private void paint(Graphics2D graphics, Map<String, Color> colors) {
    Scale epochs = Scale.whole(0.5, longest() + 0.5);
    Scale percent = Scale.between(0, 100);
    Panel panel = new Panel(TITLE, "epoch", Y_TITLE, epochs, percent, WIDTH, HEIGHT);
    panel.paint(graphics);
    histories.forEach(
        (name, history) -> panel.curve(graphics, x(history), y(history), colors.get(name)));
  }

  private Plotly plotly(Map<String, Color> colors) {
    List<ScatterTrace> traces = new ArrayList<>();
    histories.forEach(
        (name, history) -> {
          String color = Style.hex(colors.get(name));
          traces.add(
              ScatterTrace.builder(x(history), y(history))
                  .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                  .name(name)
                  .line(Line.builder().color(color).width(3).build())
                  .marker(Marker.builder().color(color).size(9).build())
                  .build());
        });
    Layout layout =
        Layout.builder()
            .title(TITLE)
            .height(HEIGHT)
            .xAxis(Axis.builder().title("epoch").build())
            .yAxis(Axis.builder().title(Y_TITLE).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    plotly.layout().withObject("/yaxis").putArray("range").add(0).add(HIGHEST);
    return plotly;
  }

  private int longest() {
    return histories.values().stream().mapToInt(h -> h.last().number()).max().orElseThrow();
  }

  private static double[] x(History history) {
    return history.epochs().stream().mapToDouble(Epoch::number).toArray();
  }

  private static double[] y(History history) {
    return history.epochs().stream().mapToDouble(e -> 100 * e.validationAccuracy()).toArray();
  }
}
