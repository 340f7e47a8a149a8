package dev.graft.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/**
 * The frame of a plot: two axes, their titles, and where a value lies in pixels.
 *
 * @param title above
 * @param xTitle beneath
 * @param yTitle at the left
 * @param x to the right
 * @param y upwards
 * @param width of all, CSS pixels
 * @param height of all, CSS pixels
 */
record Panel(String title, String xTitle, String yTitle, Scale x, Scale y, int width, int height) {
  private static final int LEFT = 92;
  private static final int RIGHT = 26;
  private static final int TOP = 54;
  private static final int BOTTOM = 68;

  double px(double value) {
    return LEFT + x.at(value) * (width - LEFT - RIGHT);
  }

  double py(double value) {
    return height - BOTTOM - y.at(value) * (height - TOP - BOTTOM);
  }

  void paint(Graphics2D graphics) {
    double middle = LEFT + (width - LEFT - RIGHT) / 2.0;
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    centre(graphics, title, middle, 32);
    graphics.setFont(Style.font(16));
    centre(graphics, xTitle, middle, height - 12);
    graphics.rotate(-Math.PI / 2);
    centre(graphics, yTitle, -(TOP + (height - TOP - BOTTOM) / 2.0), 28);
    graphics.rotate(Math.PI / 2);
    graphics.setFont(Style.font(15));
    graphics.setStroke(new BasicStroke(1));
    for (int i = 0; i < y.ticks().length; i++) {
      double at = py(y.ticks()[i]);
      graphics.setColor(Style.GRID);
      graphics.draw(new Line2D.Double(LEFT, at, width - RIGHT, at));
      graphics.setColor(Style.INK);
      right(graphics, y.labels().get(i), LEFT - 10, at + 5);
    }
    for (int i = 0; i < x.ticks().length; i++) {
      double at = px(x.ticks()[i]);
      graphics.setColor(Style.GRID);
      graphics.draw(new Line2D.Double(at, height - BOTTOM, at, height - BOTTOM + 6.0));
      graphics.setColor(Style.INK);
      centre(graphics, x.labels().get(i), at, height - BOTTOM + 24.0);
    }
    graphics.setColor(Style.GRID);
    double base = height - BOTTOM;
    graphics.draw(new Line2D.Double(LEFT, base, width - RIGHT, base));
  }

  static void centre(Graphics2D graphics, String text, double x, double y) {
    double width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width / 2), (float) y);
  }

  static void right(Graphics2D graphics, String text, double x, double y) {
    double width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width), (float) y);
  }

  static Color pale(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
