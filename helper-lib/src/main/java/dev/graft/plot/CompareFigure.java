package dev.graft.plot;

import dev.graft.train.History;
import dev.graft.train.History.Epoch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/**
 * One figure of validation of several trainings over their epochs, one curve a training: accuracy,
 * or what answers that have none say first of themselves.
 */
final class CompareFigure {
  private static final String VALIDATION = "validation ";
  private static final String ACCURACY = "accuracy";
  private static final int WIDTH = 820;
  private static final int HEIGHT = 420;
  private static final double HIGHEST = 104.5;

  private final Map<String, History> histories;
  private final String shown;
  private final boolean accuracy;

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
    Epoch first = histories.values().iterator().next().last();
    this.accuracy = first.figures().containsKey(VALIDATION + ACCURACY);
    this.shown = accuracy || first.watched().isEmpty() ? ACCURACY : first.watched().get(0);
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
                    Locale.ROOT,
                    "%s %.4f",
                    e.getKey(),
                    e.getValue().last().figure(VALIDATION + shown)))
        .collect(Collectors.joining(", ", VALIDATION + shown + " after the last epoch: ", ""));
  }

  private void paint(Graphics2D graphics, Map<String, Color> colors) {
    Scale epochs = Scale.whole(0.5, longest() + 0.5);
    Scale values = accuracy ? Scale.between(0, 100) : Scale.between(least(), most());
    Panel panel = new Panel(title(), "epoch", yTitle(), epochs, values, WIDTH, HEIGHT);
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
            .title(title())
            .height(HEIGHT)
            .xAxis(Axis.builder().title("epoch").build())
            .yAxis(Axis.builder().title(yTitle()).build())
            .build();
    Plotly plotly = Plotly.of(layout, traces);
    if (accuracy) {
      plotly.layout().withObject("/yaxis").putArray("range").add(0).add(HIGHEST);
    }
    return plotly;
  }

  private int longest() {
    return histories.values().stream().mapToInt(h -> h.last().number()).max().orElseThrow();
  }

  private static double[] x(History history) {
    return history.epochs().stream().mapToDouble(Epoch::number).toArray();
  }

  private double[] y(History history) {
    double unit = accuracy ? 100 : 1;
    return history.epochs().stream()
        .mapToDouble(e -> unit * e.figure(VALIDATION + shown))
        .toArray();
  }

  private String title() {
    return "Validation " + shown + " per epoch";
  }

  private String yTitle() {
    return accuracy ? "images right (%)" : shown;
  }

  private double least() {
    return Math.min(0, values().min().orElseThrow());
  }

  /** Shares are drawn up to 1. */
  private double most() {
    double most = values().max().orElseThrow();
    return most <= 1 ? 1 : 1.1 * most;
  }

  private DoubleStream values() {
    return histories.values().stream().flatMapToDouble(history -> Arrays.stream(y(history)));
  }
}
