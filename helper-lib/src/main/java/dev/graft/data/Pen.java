package dev.graft.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.random.RandomGenerator;

/** Draws rounded, lit things in whatever coordinates the graphics has, and rolls the dice. */
record Pen(Graphics2D graphics, RandomGenerator random) {

  double range(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  Color any(int... rgb) {
    return vary(new Color(rgb[random.nextInt(rgb.length)]), 0.1);
  }

  /** Another colour near by. */
  Color vary(Color colour, double by) {
    float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
    return Color.getHSBColor(
        hsb[0] + (float) range(-by / 4, by / 4),
        unit(hsb[1] * range(1 - 2 * by, 1 + 2 * by)),
        unit(hsb[2] * range(1 - 2 * by, 1 + 2 * by)));
  }

  static Color shade(Color colour, double factor) {
    return new Color(
        unit(colour.getRed() * factor / 255),
        unit(colour.getGreen() * factor / 255),
        unit(colour.getBlue() * factor / 255));
  }

  static Color alpha(Color colour, double alpha) {
    int opacity = (int) (255 * alpha);
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), opacity);
  }

  private static float unit(double value) {
    return (float) Math.max(0, Math.min(1, value));
  }

  static Shape ellipse(double x, double y, double rx, double ry) {
    return new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry);
  }

  void fill(Color colour, Shape shape) {
    graphics.setPaint(colour);
    graphics.fill(shape);
  }

  void line(Color colour, double width, Shape shape) {
    graphics.setPaint(colour);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  /** An ellipse that looks round: lit from above left, dark at its edge. */
  void ball(Color colour, double x, double y, double rx, double ry) {
    float radius = (float) (1.35 * Math.max(rx, ry));
    graphics.setPaint(
        new RadialGradientPaint(
            (float) (x - 0.3 * rx),
            (float) (y - 0.3 * ry),
            radius,
            new float[] {0, 0.45f, 1},
            new Color[] {shade(colour, 1.35), colour, shade(colour, 0.4)}));
    graphics.fill(ellipse(x, y, rx, ry));
  }

  void shine(double x, double y, double rx, double ry, double strength) {
    fill(alpha(Color.WHITE, strength), ellipse(x, y, rx, ry));
  }

  /** A line through points x, y, x, y …, each bent a little by chance. */
  Path2D bent(double by, double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i] + range(-by, by), points[i + 1] + range(-by, by));
    }
    return path;
  }

  /** A blade or petal from its foot to its tip, so wide in the middle. */
  static Path2D blade(double x, double y, double tipX, double tipY, double width) {
    double length = Math.max(1e-6, Math.hypot(tipX - x, tipY - y));
    double sideX = -(tipY - y) / length * width;
    double sideY = (tipX - x) / length * width;
    double midX = (x + tipX) / 2;
    double midY = (y + tipY) / 2;
    Path2D path = new Path2D.Double();
    path.moveTo(x, y);
    path.quadTo(midX + sideX, midY + sideY, tipX, tipY);
    path.quadTo(midX - sideX, midY - sideY, x, y);
    return path;
  }
}
