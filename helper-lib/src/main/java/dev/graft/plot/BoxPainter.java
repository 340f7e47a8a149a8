package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Boxes from the first quartile to the third with a line at the median (Tukey 1977): whiskers reach
 * the furthest values within one and a half boxes, what lies further is a point.
 */
final class BoxPainter {
  private static final double THICK = 0.5;
  private static final double REACH = 1.5;

  private record Box(Traces.Trace of, String name, double[] sorted) {
    /** Between neighbours in proportion, half a value at either end. */
    double quantile(double share) {
      double at = Math.max(0, Math.min(sorted.length - 1, share * sorted.length - 0.5));
      int below = (int) Math.floor(at);
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
  }

  private final List<Box> boxes = new ArrayList<>();
  private final Panel panel;

  BoxPainter(Traces traces) {
    traces.all().forEach(this::collect);
    List<String> names = boxes.stream().map(Box::name).toList();
    double[] ticks = new double[names.size()];
    Arrays.setAll(ticks, i -> i);
    DoubleStream values = boxes.stream().flatMapToDouble(box -> Arrays.stream(box.sorted));
    Scale up = Values.of(List.of()).scale(values, traces.logarithmic("yaxis"), 0.06);
    panel = traces.panel(new Scale(false, -0.6, names.size() - 0.4, ticks, names), up);
  }

  private void collect(Traces.Trace trace) {
    JsonNode groups = trace.values("x");
    JsonNode values = trace.values("y");
    List<String> names = new ArrayList<>();
    groups.forEach(group -> names.add(group.asText()));
    for (String name :
        names.isEmpty() ? List.of(trace.name()) : names.stream().distinct().toList()) {
      DoubleStream.Builder own = DoubleStream.builder();
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).isNumber() && (names.isEmpty() || name.equals(names.get(i)))) {
          own.add(values.get(i).asDouble());
        }
      }
      double[] sorted = own.build().sorted().toArray();
      if (sorted.length > 0) {
        boxes.add(new Box(trace, name, sorted));
      }
    }
  }

  void paint(Graphics2D graphics) {
    panel.paint(graphics);
    for (int i = 0; i < boxes.size(); i++) {
      paint(graphics, boxes.get(i), i);
    }
  }

  private void paint(Graphics2D graphics, Box box, int place) {
    double low = box.quantile(0.25);
    double high = box.quantile(0.75);
    double reach = REACH * (high - low);
    double[] within =
        Arrays.stream(box.sorted).filter(v -> v >= low - reach && v <= high + reach).toArray();
    Rectangle2D body = new Rectangle2D.Double();
    body.setFrameFromDiagonal(
        panel.px(place - THICK / 2), panel.py(low), panel.px(place + THICK / 2), panel.py(high));
    graphics.setColor(Panel.pale(box.of.color(), 90));
    graphics.fill(body);
    graphics.setColor(box.of.color());
    graphics.setStroke(new BasicStroke(2.5f));
    graphics.draw(body);
    level(graphics, place, box.quantile(0.5), THICK);
    level(graphics, place, within[0], THICK / 2);
    level(graphics, place, within[within.length - 1], THICK / 2);
    upright(graphics, place, within[0], low);
    upright(graphics, place, high, within[within.length - 1]);
    Arrays.stream(box.sorted)
        .filter(v -> v < within[0] || v > within[within.length - 1])
        .mapToObj(v -> new Ellipse2D.Double(panel.px(place) - 3.5, panel.py(v) - 3.5, 7, 7))
        .forEach(graphics::fill);
  }

  private void level(Graphics2D graphics, double place, double value, double wide) {
    double y = panel.py(value);
    graphics.draw(new Line2D.Double(panel.px(place - wide / 2), y, panel.px(place + wide / 2), y));
  }

  private void upright(Graphics2D graphics, double place, double from, double to) {
    double x = panel.px(place);
    graphics.draw(new Line2D.Double(x, panel.py(from), x, panel.py(to)));
  }
}
