package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** What an insect sits on and hides behind, in a square of side 1. */
final class Meadow {
  private static final int[] GREEN = {0x3f6b2a, 0x5c8a35, 0x7fa24a, 0x2f5530, 0x8fae5c, 0x46603a};
  private static final int[] EARTH = {0x6b5138, 0x8a6e4e, 0x4c3a2a, 0xa58e6c, 0x7d7568, 0xb8ab94};
  private static final int[] BLOOM = {0xe6c84a, 0xd87aa0, 0xe8e2d4, 0x9a7ac8, 0xd8603a, 0x7a9ad8};

  /** What is out of focus is painted in so many pixels and enlarged: 20 times as fast. */
  private static final int BLURRED = 48;

  private static final Rectangle2D ALL = new Rectangle2D.Double(0, 0, 1, 1);

  private Meadow() {}

  static void ground(Pen pen) {
    switch (pen.random().nextInt(4)) {
      case 0 -> leaf(pen);
      case 1 -> earth(pen);
      case 2 -> flower(pen);
      default -> grass(pen);
    }
    for (int i = pen.random().nextInt(9); i > 0; i--) {
      clutter(pen);
    }
  }

  private static void wash(Pen pen, int... colours) {
    Color from = pen.any(colours);
    Color to = pen.vary(pen.any(colours), 0.2);
    float tilt = (float) pen.range(0, 1);
    BufferedImage small = Rgb.image(BLURRED, BLURRED);
    Graphics2D graphics = small.createGraphics();
    graphics.scale(BLURRED, BLURRED);
    graphics.setPaint(new GradientPaint(tilt, 0, from, 1 - tilt, 1, to));
    graphics.fill(ALL);
    for (int i = 0; i < 14; i++) {
      blur(new Pen(graphics, pen.random()), pen.any(colours), pen.range(0.1, 0.45));
    }
    graphics.dispose();
    AffineTransform toUnit = AffineTransform.getScaleInstance(1.0 / BLURRED, 1.0 / BLURRED);
    pen.graphics().drawImage(small, toUnit, null);
  }

  /** Something out of focus. */
  private static void blur(Pen pen, Color colour, double radius) {
    float x = (float) pen.range(0, 1);
    float y = (float) pen.range(0, 1);
    pen.graphics()
        .setPaint(
            new RadialGradientPaint(
                x,
                y,
                (float) radius,
                new float[] {0, 0.5f, 1},
                new Color[] {
                  Pen.alpha(colour, 0.6), Pen.alpha(colour, 0.35), Pen.alpha(colour, 0)
                }));
    pen.graphics().fill(Pen.ellipse(x, y, radius, radius));
  }

  private static void leaf(Pen pen) {
    wash(pen, GREEN);
    AffineTransform before = pen.graphics().getTransform();
    pen.graphics().rotate(pen.range(0, 2 * Math.PI), 0.5, 0.5);
    Color vein = Pen.alpha(Pen.shade(pen.any(GREEN), pen.chance(0.7) ? 1.5 : 0.6), 0.5);
    double middle = pen.range(0.3, 0.7);
    pen.line(vein, 0.018, pen.bent(0.02, -0.3, middle, 0.5, middle, 1.3, middle));
    double slant = pen.range(0.15, 0.4);
    for (double x = -0.3; x < 1.3; x += pen.range(0.1, 0.17)) {
      pen.line(vein, 0.007, pen.bent(0.02, x, middle, x + slant, middle - 0.9));
      pen.line(vein, 0.007, pen.bent(0.02, x, middle, x + slant, middle + 0.9));
    }
    pen.graphics().setTransform(before);
  }

  private static void earth(Pen pen) {
    wash(pen, EARTH);
    for (int i = 0; i < 50; i++) {
      double size = pen.range(0.005, 0.03) * (pen.chance(0.12) ? 3 : 1);
      double x = pen.range(0, 1);
      double y = pen.range(0, 1);
      pen.fill(new Color(0, 0, 0, 70), Pen.ellipse(x + size / 3, y + size / 3, size, size * 0.8));
      pen.ball(pen.any(EARTH), x, y, size, size * pen.range(0.6, 1));
    }
  }

  private static void flower(Pen pen) {
    wash(pen, GREEN);
    Color petal = pen.any(BLOOM);
    double x = pen.range(0.2, 0.8);
    double y = pen.range(0.2, 0.8);
    int petals = 5 + pen.random().nextInt(9);
    double turn = pen.range(0, 6);
    double length = pen.range(0.5, 0.8);
    for (int i = 0; i < petals; i++) {
      double angle = turn + 2 * Math.PI * i / petals;
      Path2D shape =
          Pen.blade(x, y, x + length * Math.cos(angle), y + length * Math.sin(angle), 2.2 / petals);
      pen.fill(pen.vary(petal, 0.08), shape);
      pen.line(Pen.alpha(Pen.shade(petal, 0.6), 0.5), 0.006, shape);
    }
    double heart = pen.range(0.08, 0.16);
    pen.ball(pen.any(0xd8a020, 0x8a5a1c, 0xe0c850, 0x5a3a1c), x, y, heart, heart);
  }

  private static void grass(Pen pen) {
    wash(pen, pen.chance(0.5) ? GREEN : EARTH);
    for (int i = 0; i < 26; i++) {
      blade(pen, pen.range(0.01, 0.04));
    }
  }

  private static void blade(Pen pen, double width) {
    double x = pen.range(-0.2, 1.2);
    double y = pen.range(-0.2, 1.2);
    double angle = pen.range(0, 2 * Math.PI);
    double length = pen.range(0.3, 1.1);
    Path2D shape =
        Pen.blade(x, y, x + length * Math.cos(angle), y + length * Math.sin(angle), width);
    pen.fill(pen.any(pen.chance(0.8) ? GREEN : EARTH), shape);
    pen.line(new Color(0, 0, 0, 50), 0.004, shape);
  }

  /** Twigs like legs, berries like bodies: nothing that alone gives a class away. */
  private static void clutter(Pen pen) {
    double x = pen.range(0, 1);
    double y = pen.range(0, 1);
    if (pen.chance(0.4)) {
      double size = pen.range(0.02, 0.06);
      pen.ball(pen.any(pen.chance(0.5) ? BLOOM : EARTH), x, y, size, size);
    } else {
      double toX = x + pen.range(-0.3, 0.3);
      double toY = y + pen.range(-0.3, 0.3);
      Path2D twig = pen.bent(0.06, x, y, (x + toX) / 2, (y + toY) / 2, toX, toY);
      pen.line(pen.any(EARTH), pen.range(0.006, 0.018), twig);
    }
  }

  /** Blades and petals before the insect. */
  static void foreground(Pen pen) {
    for (int i = pen.random().nextInt(9); i > 0; i--) {
      blade(pen, pen.range(0.02, 0.09));
    }
  }

  /** Sun from one side, shade from the other, a colour over all. */
  static void light(Pen pen) {
    float x = (float) pen.range(-0.2, 1.2);
    float y = (float) pen.range(-0.2, 1.2);
    Color sun = pen.any(0xfff2c8, 0xffffff, 0xffd890, 0xd8e8ff);
    Color dusk = Pen.alpha(pen.any(0x0a1020, 0x1a0e04, 0x000000), pen.range(0.1, 0.8));
    float radius = (float) pen.range(0.8, 1.5);
    pen.graphics()
        .setPaint(
            new RadialGradientPaint(
                x,
                y,
                radius,
                new float[] {0, 0.45f, 1},
                new Color[] {Pen.alpha(sun, pen.range(0.05, 0.4)), Pen.alpha(sun, 0), dusk}));
    pen.graphics().fill(ALL);
  }
}
