package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Points, lines between them, and the area beneath a line. */
final class ScatterPainter {
  private static final double LARGEST = 60;

  private final Traces traces;
  private final Values across;
  private final Values up;
  private final Panel panel;

  ScatterPainter(Traces traces) {
    this.traces = traces;
    this.across = traces.along("x");
    this.up = traces.along("y");
    DoubleStream xs = traces.all().stream().flatMapToDouble(t -> positions(across, t, "x"));
    DoubleStream ys = traces.all().stream().flatMapToDouble(t -> positions(up, t, "y"));
    boolean filled = traces.all().stream().anyMatch(ScatterPainter::filled);
    ys = filled && !traces.logarithmic("yaxis") ? DoubleStream.concat(ys, DoubleStream.of(0)) : ys;
    this.panel =
        traces.panel(
            across.scale(xs, traces.logarithmic("xaxis"), 0.04),
            up.scale(ys, traces.logarithmic("yaxis"), 0.08));
  }

  void paint(Graphics2D graphics) {
    panel.paint(graphics);
    traces.all().forEach(trace -> paint(graphics, trace));
  }

  private void paint(Graphics2D graphics, Traces.Trace trace) {
    double[] x = positions(across, trace, "x").toArray();
    double[] y = positions(up, trace, "y").toArray();
    String mode = trace.json().path("mode").asText("lines+markers");
    int count = Math.min(x.length, y.length);
    if (filled(trace)) {
      graphics.setColor(Panel.pale(trace.color(), 70));
      graphics.fill(area(x, y, count));
    }
    if (mode.contains("lines")) {
      graphics.setColor(trace.color());
      graphics.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(line(x, y, count));
    }
    if (mode.contains("markers")) {
      graphics.setColor(Panel.pale(trace.color(), 190));
      for (int i = 0; i < count; i++) {
        double d = diameter(trace.json().at("/marker/size"), i);
        if (Double.isFinite(x[i] + y[i] + d)) {
          graphics.fill(new Ellipse2D.Double(panel.px(x[i]) - d / 2, panel.py(y[i]) - d / 2, d, d));
        }
      }
    }
  }

  /** A missing value interrupts the line. */
  private Path2D line(double[] x, double[] y, int count) {
    Path2D line = new Path2D.Double();
    boolean drawing = false;
    for (int i = 0; i < count; i++) {
      boolean known = Double.isFinite(x[i] + y[i]);
      if (known && drawing) {
        line.lineTo(panel.px(x[i]), panel.py(y[i]));
      } else if (known) {
        line.moveTo(panel.px(x[i]), panel.py(y[i]));
      }
      drawing = known;
    }
    return line;
  }

  private Path2D area(double[] x, double[] y, int count) {
    Path2D area = new Path2D.Double();
    double floor = panel.py(traces.logarithmic("yaxis") ? Math.pow(10, panel.y().low()) : 0);
    double last = Double.NaN;
    for (int i = 0; i < count; i++) {
      if (Double.isFinite(x[i] + y[i])) {
        if (Double.isNaN(last)) {
          area.moveTo(panel.px(x[i]), floor);
        }
        last = panel.px(x[i]);
        area.lineTo(last, panel.py(y[i]));
      }
    }
    if (!Double.isNaN(last)) {
      area.lineTo(last, floor);
      area.closePath();
    }
    return area;
  }

  /** Sizes of bubbles are drawn no larger than leaves room for others. */
  private static double diameter(JsonNode size, int index) {
    if (!size.isArray()) {
      return Math.max(4, size.asDouble(8));
    }
    double[] sizes = new double[size.size()];
    Arrays.setAll(sizes, i -> size.get(i).asDouble());
    double most = Arrays.stream(sizes).filter(Double::isFinite).max().orElse(1);
    return index < sizes.length ? sizes[index] * Math.min(1, LARGEST / most) : 8;
  }

  private static DoubleStream positions(Values axis, Traces.Trace trace, String field) {
    return Arrays.stream(axis.of(trace.values(field)));
  }

  private static boolean filled(Traces.Trace trace) {
    return trace.json().path("fill").asText("none").startsWith("to");
  }
}
