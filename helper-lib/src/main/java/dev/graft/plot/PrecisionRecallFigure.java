package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.MultiLabel;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;

/** What each threshold makes of a class or tag; a dot marks what is decided now. */
final class PrecisionRecallFigure {
  private static final String X_TITLE = "recall: found of all there are (%)";
  private static final String Y_TITLE = "precision: right of all taken (%)";
  private static final int WIDTH = 820;
  private static final int HEIGHT = 460;

  /** Curves beyond nobody tells apart. */
  private static final int MOST = 8;

  /**
   * @param recall over falling thresholds, in percent
   * @param precision of each
   * @param nowRecall as decided now
   * @param nowPrecision as decided now
   */
  private record Curve(double[] recall, double[] precision, double nowRecall, double nowPrecision) {
    static Curve of(Evaluation evaluation, String name) {
      return of(evaluation.thresholds(name), evaluation.recall(name), evaluation.precision(name));
    }

    static Curve of(MultiLabel result, String name) {
      return of(result.thresholds(name), result.recall(name), result.precision(name));
    }

    private static Curve of(Table thresholds, double recall, double precision) {
      Table falling = thresholds.sortDescendingOn("threshold");
      return new Curve(
          falling.doubleColumn("recall").multiply(100).asDoubleArray(),
          falling.doubleColumn("precision").multiply(100).asDoubleArray(),
          100 * recall,
          100 * precision);
    }
  }

  private final String title;
  private final Map<String, Curve> curves;
  private final Map<String, Color> colors = new LinkedHashMap<>();
  private final Panel panel;

  private PrecisionRecallFigure(String what, Map<String, Curve> curves) {
    title = "Precision and recall of " + what + ", at every threshold";
    this.curves = curves;
    curves.keySet().forEach(which -> colors.put(which, Style.color(colors.size())));
    Scale share = Scale.between(0, 100);
    panel = new Panel(title, X_TITLE, Y_TITLE, share, share, WIDTH, HEIGHT);
  }

  static Figure of(Map<String, Evaluation> evaluations, String name) {
    if (evaluations.isEmpty()) {
      throw new IllegalArgumentException("no evaluations to draw; one or more are needed");
    }
    Map<String, Curve> curves = new LinkedHashMap<>();
    evaluations.forEach((which, evaluation) -> curves.put(which, Curve.of(evaluation, name)));
    return of(name, curves);
  }

  static Figure of(MultiLabel result) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    result.tags().stream()
        .filter(tag -> result.averagePrecision(tag) >= 0)
        .sorted(Comparator.comparingDouble(result::averagePrecision))
        .limit(MOST)
        .sorted(Comparator.comparingInt(result.tags()::indexOf))
        .forEach(tag -> curves.put(tag, Curve.of(result, tag)));
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no image has a tag; one or more are needed");
    }
    int all = result.tags().size();
    return of(curves.size() < all ? curves.size() + " of " + all + " tags" : "each tag", curves);
  }

  private static Figure of(String what, Map<String, Curve> curves) {
    PrecisionRecallFigure figure = new PrecisionRecallFigure(what, curves);
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
                    "%s now %.3f and %.3f",
                    curve.getKey(),
                    curve.getValue().nowPrecision() / 100,
                    curve.getValue().nowRecall() / 100))
        .collect(Collectors.joining("; ", title + ": ", ""));
  }

  private void paint(Graphics2D graphics) {
    panel.paint(graphics);
    curves.forEach((name, curve) -> paintLine(graphics, curve, colors.get(name)));
    curves.forEach((name, curve) -> paintDot(graphics, curve, colors.get(name)));
  }

  private void paintLine(Graphics2D graphics, Curve curve, Color color) {
    Path2D line = new Path2D.Double();
    for (int i = 0; i < curve.recall().length; i++) {
      double x = panel.px(curve.recall()[i]);
      double y = panel.py(curve.precision()[i]);
      if (i == 0) {
        line.moveTo(x, y);
      } else {
        line.lineTo(x, y);
      }
    }
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(line);
  }

  private void paintDot(Graphics2D graphics, Curve curve, Color color) {
    graphics.setColor(color);
    double x = panel.px(curve.nowRecall());
    double y = panel.py(curve.nowPrecision());
    graphics.fill(new Ellipse2D.Double(x - 8, y - 8, 16, 16));
    graphics.setColor(Color.WHITE);
    graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
  }

  private Plotly plotly() {
    Layout layout =
        Layout.builder()
            .title(title)
            .height(HEIGHT)
            .xAxis(Axis.builder().title(X_TITLE).build())
            .yAxis(Axis.builder().title(Y_TITLE).build())
            .build();
    Plotly plotly = Plotly.of(layout, List.of());
    curves.forEach((name, curve) -> add(plotly, name, curve));
    for (String axis : List.of("/xaxis", "/yaxis")) {
      Plotly.numbers(plotly.layout().withObject(axis), "range", 0, 102);
    }
    return plotly;
  }

  private void add(Plotly plotly, String name, Curve curve) {
    String color = Style.hex(colors.get(name));
    ObjectNode line = plotly.add("scatter", name).put("mode", "lines").put("legendgroup", name);
    Plotly.numbers(line, "x", curve.recall());
    Plotly.numbers(line, "y", curve.precision());
    line.putObject("line").put("color", color).put("width", 3);
    ObjectNode now = plotly.add("scatter", name + ", as decided").put("mode", "markers");
    now.put("legendgroup", name).put("showlegend", false);
    Plotly.numbers(now, "x", curve.nowRecall());
    Plotly.numbers(now, "y", curve.nowPrecision());
    now.putObject("marker").put("color", color).put("size", 14);
  }
}
