package dev.graft.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names beneath a figure, in as many rows as they need, and shared by all its panels; XChart would
 * draw one a panel, each name at a height of its own.
 *
 * @param colors of each name, in order
 * @param key drawn before each name
 */
record Legend(Map<String, Color> colors, Key key) {
  enum Key {
    LINE,
    BOX
  }

  private static final int ROW = 26;
  private static final int BENEATH = 12;
  private static final int KEY = 26;
  private static final int GAP = 8;
  private static final int APART = 28;
  private static final int SIZE = 16;

  /** Pixels that its rows take under a figure of this width. */
  int height(int width) {
    return rows(width).size() * ROW + BENEATH;
  }

  void paint(Graphics2D graphics, int width, int top) {
    graphics.setFont(Style.font(SIZE));
    int down = top;
    for (List<String> row : rows(width)) {
      int total = row.stream().mapToInt(Legend::wide).sum() - APART;
      double x = (width - total) / 2.0;
      for (String name : row) {
        graphics.setColor(colors.get(name));
        mark(graphics, x, down + 14);
        graphics.setColor(Style.INK);
        graphics.drawString(name, (float) x + KEY + GAP, down + 20f);
        x += wide(name);
      }
      down += ROW;
    }
  }

  /** As many names a row as have room, at least one. */
  private List<List<String>> rows(int width) {
    List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    int left = width;
    for (String name : colors.keySet()) {
      if (left < wide(name) && left < width) {
        rows.add(new ArrayList<>());
        left = width;
      }
      rows.get(rows.size() - 1).add(name);
      left -= wide(name);
    }
    return rows;
  }

  private static int wide(String name) {
    return KEY + GAP + Style.width(name, SIZE) + APART;
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
