package dev.graft.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;

/**
 * A line of names beneath a figure, on one baseline and shared by all its panels; XChart would draw
 * one a panel, each name at a height of its own.
 *
 * @param colors of each name, in order
 * @param key drawn before each name
 */
record Legend(Map<String, Color> colors, Key key) {
  enum Key {
    LINE,
    BOX
  }

  static final int HEIGHT = 38;
  private static final int KEY = 26;
  private static final int GAP = 8;
  private static final int APART = 28;

  void paint(Graphics2D graphics, int width, int top) {
    graphics.setFont(Style.font(16));
    var metrics = graphics.getFontMetrics();
    int total = -APART;
    for (String name : colors.keySet()) {
      total += KEY + GAP + metrics.stringWidth(name) + APART;
    }
    double x = (width - total) / 2.0;
    for (Map.Entry<String, Color> entry : colors.entrySet()) {
      graphics.setColor(entry.getValue());
      mark(graphics, x, top + 14);
      graphics.setColor(Style.INK);
      graphics.drawString(entry.getKey(), (float) x + KEY + GAP, top + 20f);
      x += KEY + GAP + metrics.stringWidth(entry.getKey()) + APART;
    }
  }

  private void mark(Graphics2D graphics, double x, double middle) {
    if (key == Key.LINE) {
      graphics.setStroke(new BasicStroke(3));
      graphics.draw(new Line2D.Double(x, middle, x + KEY, middle));
      graphics.fill(new Ellipse2D.Double(x + KEY / 2.0 - 5, middle - 5, 10, 10));
    } else {
      graphics.fill(new Rectangle2D.Double(x + KEY - 18, middle - 8, 16, 16));
    }
  }
}
