package dev.graft.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;

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
 * @param left of the plot, for the labels of y
 * @param bottom of the plot, for the labels of x
 */
record Panel(
    String title,
    String xTitle,
    String yTitle,
    Scale x,
    Scale y,
    int width,
    int height,
    int left,
    int bottom) {
  private static final int LEFT = 92;
  private static final int RIGHT = 26;
  private static final int TOP = 54;
  private static final int BOTTOM = 68;
  private static final double TURN = Math.toRadians(40);
  private static final int LONGEST = 220;

  Panel(String title, String xTitle, String yTitle, Scale x, Scale y, int width, int height) {
    this(title, xTitle, yTitle, x, y, width, height, LEFT, BOTTOM);
  }

  /** Gives long labels the room that they need. */
  Panel fitted() {
    int wide = Math.max(left, 50 + Math.min(LONGEST, widest(y.labels())));
    Panel panel = new Panel(title, xTitle, yTitle, x, y, width, height, wide, bottom);
    int deep = (int) (50 + Math.sin(TURN) * Math.min(LONGEST, widest(x.labels())));
    return panel.crowded()
        ? new Panel(title, xTitle, yTitle, x, y, width, height, wide, Math.max(bottom, deep))
        : panel;
  }

  double px(double value) {
    return left + x.at(value) * (width - left - RIGHT);
  }

  double py(double value) {
    return height - bottom - y.at(value) * (height - TOP - bottom);
  }

  /** A curve through these points, a dot on each. */
  void curve(Graphics2D graphics, double[] xs, double[] ys, Color color) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D line = new Path2D.Double();
    for (int i = 0; i < xs.length; i++) {
      double right = px(xs[i]);
      double up = py(ys[i]);
      graphics.fill(new Ellipse2D.Double(right - 4.5, up - 4.5, 9, 9));
      if (i == 0) {
        line.moveTo(right, up);
      } else {
        line.lineTo(right, up);
      }
    }
    graphics.draw(line);
  }

  void paint(Graphics2D graphics) {
    double middle = left + (width - left - RIGHT) / 2.0;
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    centre(graphics, title, middle, 32);
    graphics.setFont(Style.font(16));
    centre(graphics, xTitle, middle, height - 12);
    graphics.rotate(-Math.PI / 2);
    centre(graphics, yTitle, -(TOP + (height - TOP - bottom) / 2.0), 28);
    graphics.rotate(Math.PI / 2);
    graphics.setFont(Style.font(15));
    graphics.setStroke(new BasicStroke(1));
    for (int i = 0; i < y.ticks().length; i++) {
      double at = py(y.ticks()[i]);
      graphics.setColor(Style.GRID);
      graphics.draw(new Line2D.Double(left, at, width - RIGHT, at));
      graphics.setColor(Style.INK);
      right(graphics, shortened(y.labels().get(i)), left - 10.0, at + 5);
    }
    boolean crowded = crowded();
    for (int i = 0; i < x.ticks().length; i++) {
      double at = px(x.ticks()[i]);
      graphics.setColor(Style.GRID);
      graphics.draw(new Line2D.Double(at, height - bottom, at, height - bottom + 6.0));
      graphics.setColor(Style.INK);
      label(graphics, x.labels().get(i), at, crowded);
    }
    graphics.setColor(Style.GRID);
    double base = height - bottom;
    graphics.draw(new Line2D.Double(left, base, width - RIGHT, base));
  }

  private void label(Graphics2D graphics, String text, double at, boolean turned) {
    if (!turned) {
      centre(graphics, text, at, height - bottom + 24.0);
      return;
    }
    Graphics2D own = (Graphics2D) graphics.create();
    own.translate(at + 4, height - bottom + 18.0);
    own.rotate(-TURN);
    right(own, shortened(text), 0, 0);
    own.dispose();
  }

  private boolean crowded() {
    double[] ticks = x.ticks();
    double room = width - left - RIGHT;
    for (int i = 1; i < ticks.length; i++) {
      room = Math.min(room, px(ticks[i]) - px(ticks[i - 1]));
    }
    return widest(x.labels()) + 8 > room;
  }

  private static int widest(List<String> labels) {
    return labels.stream().mapToInt(Style::width).max().orElse(0);
  }

  static String shortened(String label) {
    String text = label;
    while (Style.width(text) > LONGEST) {
      text = text.substring(0, text.length() - 2) + "…";
    }
    return text;
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
