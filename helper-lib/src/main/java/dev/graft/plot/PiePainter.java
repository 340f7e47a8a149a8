package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A circle cut by shares, the largest first; each share is written beside its name. */
final class PiePainter {
  private static final int RADIUS = 180;
  private static final int NAMED = 14;

  private final Traces traces;
  private final List<Map.Entry<String, Double>> slices;
  private final double total;

  PiePainter(Traces traces) {
    this.traces = traces;
    Map<String, Double> sums = new LinkedHashMap<>();
    JsonNode labels = traces.all().get(0).values("labels");
    JsonNode values = traces.all().get(0).values("values");
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).asDouble() > 0) {
        String label = i < labels.size() ? labels.get(i).asText() : Integer.toString(i);
        sums.merge(label, values.get(i).asDouble(), Double::sum);
      }
    }
    slices =
        sums.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
            .toList();
    total = sums.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  void paint(Graphics2D graphics) {
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    Panel.centre(graphics, traces.title(), Traces.WIDTH / 2.0, 32);
    double x = 240;
    double y = Traces.HEIGHT / 2.0 + 20;
    double from = 90;
    for (int i = 0; i < slices.size(); i++) {
      double angle = 360 * slices.get(i).getValue() / total;
      var arc =
          new Arc2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, from, -angle, Arc2D.PIE);
      graphics.setColor(Style.color(i));
      graphics.fill(arc);
      graphics.setColor(Color.WHITE);
      graphics.setStroke(new BasicStroke(2));
      graphics.draw(arc);
      from -= angle;
    }
    graphics.setFont(Style.font(16));
    for (int i = 0; i < Math.min(NAMED, slices.size()); i++) {
      double line = y - 14 * Math.min(NAMED, slices.size()) + 28 * i + 14;
      graphics.setColor(Style.color(i));
      graphics.fill(new Rectangle2D.Double(490, line - 13, 16, 16));
      graphics.setColor(Style.INK);
      graphics.drawString(named(i), 516, (float) line);
    }
  }

  private String named(int slice) {
    var entry = slices.get(slice);
    String rest = slice == NAMED - 1 && slices.size() > NAMED ? " …" : "";
    return String.format(
        Locale.ROOT,
        "%s  %.1f %%%s",
        Panel.shortened(entry.getKey()),
        100 * entry.getValue() / total,
        rest);
  }
}
