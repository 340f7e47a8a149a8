package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;

/** One share against another at every threshold, a curve each; a dot marks what is decided now. */
final class ShareCurves {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 460;

  /** Curves beyond nobody tells apart. */
  static final int MOST = 8;

  /**
   * @param x over falling thresholds, in percent
   * @param y of each
   * @param nowX as decided now
   * @param nowY as decided now
   */
  record Curve(double[] x, double[] y, double nowX, double nowY) {}

  private final Map<String, Curve> curves;
  private final Map<String, Color> colors = new LinkedHashMap<>();
  private final Panel panel;
  private final boolean diagonal;

  private ShareCurves(Panel panel, boolean diagonal, Map<String, Curve> curves) {
    this.panel = panel;
    this.diagonal = diagonal;
    this.curves = curves;
    curves.keySet().forEach(which -> colors.put(which, Style.color(colors.size())));
  }

  /** With the diagonal of who guesses. */
  static Figure aboveChance(
      String title, String x, String y, String text, Map<String, Curve> curves) {
    return of(new ShareCurves(panel(title, x, y), true, curves), text);
  }

  static Figure of(String title, String x, String y, String text, Map<String, Curve> curves) {
    return of(new ShareCurves(panel(title, x, y), false, curves), text);
  }

  private static Panel panel(String title, String x, String y) {
    Scale share = Scale.between(0, 100);
    return new Panel(title, x, y, share, share, WIDTH, HEIGHT);
  }

  private static Figure of(ShareCurves figure, String text) {
    Legend legend = new Legend(figure.colors, Legend.Key.LINE);
    Canvas canvas = Canvas.above(legend, WIDTH, HEIGHT, figure::paint);
    return Figure.chart(figure.panel.title() + ": " + text, canvas, figure.plotly());
  }

  private void paint(Graphics2D graphics) {
    panel.paint(graphics);
    if (diagonal) {
      graphics.setColor(Style.FAINT);
      graphics.setStroke(
          new BasicStroke(
              1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0));
      graphics.draw(new Line2D.Double(panel.px(0), panel.py(0), panel.px(100), panel.py(100)));
    }
    curves.forEach((name, curve) -> paintLine(graphics, curve, colors.get(name)));
    curves.forEach((name, curve) -> paintDot(graphics, curve, colors.get(name)));
  }

  private void paintLine(Graphics2D graphics, Curve curve, Color color) {
    Path2D line = new Path2D.Double();
    for (int i = 0; i < curve.x().length; i++) {
      double x = panel.px(curve.x()[i]);
      double y = panel.py(curve.y()[i]);
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
    double x = panel.px(curve.nowX());
    double y = panel.py(curve.nowY());
    graphics.fill(new Ellipse2D.Double(x - 8, y - 8, 16, 16));
    graphics.setColor(Color.WHITE);
    graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
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
    curves.forEach((name, curve) -> add(plotly, name, curve));
    for (String axis : List.of("/xaxis", "/yaxis")) {
      Plotly.numbers(plotly.layout().withObject(axis), "range", 0, 102);
    }
    if (diagonal) {
      ObjectNode line = plotly.layout().putArray("shapes").addObject().put("type", "line");
      line.put("x0", 0).put("y0", 0).put("x1", 100).put("y1", 100);
      line.putObject("line").put("color", Style.hex(Style.FAINT)).put("dash", "dash");
    }
    return plotly;
  }

  private void add(Plotly plotly, String name, Curve curve) {
    String color = Style.hex(colors.get(name));
    ObjectNode line = plotly.add("scatter", name).put("mode", "lines").put("legendgroup", name);
    Plotly.numbers(line, "x", curve.x());
    Plotly.numbers(line, "y", curve.y());
    line.putObject("line").put("color", color).put("width", 3);
    ObjectNode now = plotly.add("scatter", name + ", as decided").put("mode", "markers");
    now.put("legendgroup", name).put("showlegend", false);
    Plotly.numbers(now, "x", curve.nowX());
    Plotly.numbers(now, "y", curve.nowY());
    now.putObject("marker").put("color", color).put("size", 14);
  }
}
