package dev.graft.data;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Six small animals seen from above, head up, about 1 long around (0, 0). Their colours overlap on
 * purpose: it is shape and marking that tell them apart.
 */
final class Insects {
  static final Map<String, Consumer<Pen>> ALL =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.<String, Consumer<Pen>>of(
                  "ant", Insects::ant,
                  "bee", Insects::bee,
                  "beetle", Insects::beetle,
                  "butterfly", Insects::butterfly,
                  "ladybird", Insects::ladybird,
                  "spider", Insects::spider)));

  private static final int[] DARK = {0x1c1714, 0x3a1f14, 0x5b2c17, 0x7a3b1c, 0x2b2622, 0x8c4a23};
  private static final int[] BRIGHT = {
    0xc8281e, 0xe06a1b, 0xd9a21b, 0x8f1d1d, 0x2f7a3a, 0x1f5f7a, 0x5a3a1c, 0x3b3f2a
  };

  private Insects() {}

  private static void ant(Pen pen) {
    Color body = pen.any(DARK);
    double waist = pen.range(0.05, 0.07);
    legs(pen, Pen.shade(body, 0.8), 3, -0.08, 0.055, pen.range(0.3, 0.4), 0.018);
    antennae(pen, Pen.shade(body, 0.8), -0.42, pen.range(0.2, 0.28), 0.016);
    pen.ball(body, 0, 0.3, pen.range(0.12, 0.15), pen.range(0.17, 0.21));
    pen.ball(body, 0, 0.08, waist * 0.7, 0.05);
    pen.ball(body, 0, -0.08, waist * 1.2, 0.13);
    pen.ball(body, 0, -0.32, pen.range(0.1, 0.13), pen.range(0.1, 0.13));
    pen.shine(-0.05, 0.24, 0.03, 0.06, 0.25);
  }

  private static void bee(Pen pen) {
    Color fur = pen.any(0xe0a020, 0xc98a1a, 0xb5762a, 0xe8bf4a, 0x8a5a22);
    Color dark = pen.any(0x1e1712, 0x2a1d12, 0x35241a);
    legs(pen, dark, 3, -0.1, 0.07, pen.range(0.24, 0.3), 0.024);
    antennae(pen, dark, -0.38, 0.13, 0.02);
    double width = pen.range(0.15, 0.2);
    Shape abdomen = Pen.ellipse(0, 0.24, width, 0.27);
    pen.ball(fur, 0, 0.24, width, 0.27);
    int stripes = 3 + pen.random().nextInt(2);
    for (int i = 0; i < stripes; i++) {
      Area stripe = new Area(Pen.ellipse(0, 0.12 + i * 0.36 / stripes, width * 1.3, 0.17));
      stripe.subtract(new Area(Pen.ellipse(0, 0.06 + i * 0.36 / stripes, width * 1.4, 0.17)));
      stripe.intersect(new Area(abdomen));
      pen.fill(Pen.alpha(dark, 0.9), stripe);
    }
    pen.ball(Pen.shade(fur, 0.85), 0, -0.12, 0.15, 0.15);
    fuzz(pen, fur, 0, -0.12, 0.15);
    pen.ball(dark, 0, -0.33, 0.115, 0.09);
    wings(pen, new Color(0xe8f0f4), pen.range(0.35, 0.6), pen.range(0.4, 0.9));
  }

  private static void beetle(Pen pen) {
    Color shell = pen.any(BRIGHT);
    Color dark = pen.any(DARK);
    legs(pen, dark, 3, -0.1, 0.16, pen.range(0.32, 0.4), 0.03);
    antennae(pen, dark, -0.42, pen.range(0.12, 0.3), 0.02);
    double width = pen.range(0.2, 0.27);
    pen.ball(dark, 0, -0.38, 0.11, 0.09);
    pen.ball(pen.chance(0.5) ? shell : dark, 0, -0.22, width * 0.85, 0.13);
    pen.ball(shell, 0, 0.14, width, 0.34);
    pen.line(Pen.alpha(Color.BLACK, 0.7), 0.014, pen.bent(0, 0, -0.16, 0, 0.46));
    double[] grooves =
        pen.chance(0.5) ? new double[] {-0.5, 0.5} : new double[] {-0.66, -0.33, 0.33, 0.66};
    for (double at : grooves) {
      Path2D groove = new Path2D.Double();
      groove.moveTo(at * width * 0.7, -0.12);
      groove.quadTo(at * width * 1.15, 0.15, at * width * 0.4, 0.42);
      pen.line(Pen.alpha(Color.BLACK, 0.28), 0.012, groove);
    }
    if (pen.chance(0.3)) {
      spots(pen, Pen.shade(pen.any(BRIGHT), 1.3), width, 2);
    }
    pen.shine(-width * 0.45, 0, 0.03, 0.12, 0.4);
  }

  private static void ladybird(Pen pen) {
    Color shell = pen.any(0xc8281e, 0xe06a1b, 0xd9a21b, 0x8f1d1d, 0x201a18, 0xb23a1e);
    boolean dark = shell.getRed() < 80;
    Color black = pen.any(0x141212, 0x1e1a18);
    legs(pen, black, 3, -0.08, 0.14, pen.range(0.34, 0.4), 0.03);
    antennae(pen, black, -0.38, 0.1, 0.022);
    double width = pen.range(0.3, 0.36);
    pen.ball(black, 0, -0.34, 0.13, 0.09);
    pen.ball(black, 0, -0.25, width * 0.72, 0.13);
    pen.shine(-width * 0.45, -0.26, 0.05, 0.045, 0.8);
    pen.shine(width * 0.45, -0.26, 0.05, 0.045, 0.8);
    pen.ball(shell, 0, 0.1, width, 0.34);
    pen.line(Pen.alpha(Color.BLACK, 0.75), 0.016, pen.bent(0, 0, -0.22, 0, 0.43));
    spots(pen, dark ? new Color(0xd84a22) : black, width, 1 + pen.random().nextInt(4));
    pen.shine(-width * 0.4, -0.04, 0.06, 0.09, 0.35);
  }

  private static void butterfly(Pen pen) {
    Color wing = pen.any(0xe08a1e, 0xd8c23a, 0x3f7fc8, 0xece6d8, 0x8a3a1e, 0x5a3a1c, 0xc8281e);
    Color rim = pen.chance(0.6) ? pen.any(0x1c1714, 0x3a241a) : Pen.shade(wing, 0.6);
    double spread = pen.range(0.34, 0.56);
    for (int side = -1; side <= 1; side += 2) {
      wing(pen, wing, rim, side * spread, 0.36, side * 0.62 * spread, 0.2);
      wing(pen, wing, rim, side * spread * 1.15, -0.32, side * spread * 0.9, 0.22);
    }
    Color body = pen.any(DARK);
    antennae(pen, body, -0.26, 0.24, 0.012);
    pen.ball(body, 0, 0.1, 0.035, 0.24);
    pen.ball(body, 0, -0.16, 0.05, 0.1);
    pen.ball(body, 0, -0.27, 0.042, 0.042);
  }

  private static void wing(
      Pen pen, Color colour, Color rim, double tipX, double tipY, double bulge, double width) {
    Path2D shape = new Path2D.Double();
    shape.moveTo(0, tipY > 0 ? 0 : -0.08);
    shape.curveTo(
        bulge * 0.3, tipY - Math.signum(tipY) * width * 0.2, bulge, tipY * 1.45, tipX, tipY);
    shape.curveTo(tipX * 1.12, tipY * 0.45, bulge, tipY * 0.05, 0, tipY > 0 ? 0.02 : -0.02);
    pen.fill(colour, shape);
    pen.line(rim, 0.035, shape);
    for (double share : new double[] {0.25, 0.5, 0.75}) {
      Path2D vein = pen.bent(0, 0, 0, tipX * 0.88, tipY * (0.2 + share * 0.8));
      pen.line(Pen.alpha(rim, 0.45), 0.009, vein);
    }
    double spot = pen.range(0.025, 0.06);
    pen.fill(rim, Pen.ellipse(tipX * 0.68, tipY * 0.72, spot, spot));
    pen.fill(Pen.shade(colour, 1.4), Pen.ellipse(tipX * 0.68, tipY * 0.72, spot / 2, spot / 2));
  }

  private static void spider(Pen pen) {
    Color body = pen.any(0x3a2a1c, 0x1c1714, 0x7a5a34, 0x8c7a60, 0xb08a2a, 0x5b2c17, 0x55604a);
    legs(pen, Pen.shade(body, 0.85), 4, -0.16, 0.07, pen.range(0.4, 0.5), pen.range(0.02, 0.032));
    double width = pen.range(0.15, 0.24);
    pen.ball(body, 0, 0.22, width, pen.range(0.2, 0.26));
    pen.ball(Pen.shade(body, 0.9), 0, -0.12, 0.11, 0.13);
    Color mark = Pen.shade(body, pen.chance(0.5) ? 1.9 : 0.45);
    for (int i = 0; i < 3; i++) {
      double size = 0.05 - 0.01 * i;
      pen.fill(Pen.alpha(mark, 0.7), Pen.ellipse(0, 0.1 + 0.1 * i, size * 0.7, size));
      pen.fill(Pen.alpha(mark, 0.5), Pen.ellipse(-width / 2, 0.14 + 0.1 * i, size / 2, size / 2));
      pen.fill(Pen.alpha(mark, 0.5), Pen.ellipse(width / 2, 0.14 + 0.1 * i, size / 2, size / 2));
    }
    pen.shine(-0.03, -0.21, 0.012, 0.012, 0.8);
    pen.shine(0.03, -0.21, 0.012, 0.012, 0.8);
  }

  private static void legs(
      Pen pen, Color colour, int pairs, double hipY, double hipX, double reach, double width) {
    for (int side = -1; side <= 1; side += 2) {
      for (int pair = 0; pair < pairs; pair++) {
        double spread = (pair - (pairs - 1) / 2.0) / (pairs - 1) * 2;
        double y = hipY + 0.07 * spread;
        double knee = y + 0.14 * spread - 0.05;
        double foot = y + 0.38 * spread;
        pen.line(
            colour,
            width * pen.range(0.8, 1.2),
            pen.bent(0.035, side * hipX * 0.5, y, side * reach * 0.6, knee, side * reach, foot));
      }
    }
  }

  private static void antennae(Pen pen, Color colour, double y, double length, double width) {
    for (int side = -1; side <= 1; side += 2) {
      pen.line(
          colour,
          width,
          pen.bent(
              0.03,
              side * 0.03,
              y,
              side * length * 0.6,
              y - length * 0.35,
              side * length * 0.75,
              y - length * 0.9));
    }
  }

  private static void wings(Pen pen, Color colour, double opacity, double angle) {
    for (int side = -1; side <= 1; side += 2) {
      double tipX = side * 0.52 * Math.sin(angle);
      double tipY = -0.1 + 0.52 * Math.cos(angle);
      Path2D wing = Pen.blade(side * 0.06, -0.14, tipX, tipY, 0.19);
      pen.fill(Pen.alpha(colour, opacity), wing);
      pen.line(Pen.alpha(new Color(0x4a4038), 0.5), 0.01, wing);
      pen.line(
          Pen.alpha(new Color(0x4a4038), 0.4), 0.008, pen.bent(0, side * 0.06, -0.14, tipX, tipY));
    }
  }

  private static void fuzz(Pen pen, Color colour, double x, double y, double radius) {
    for (int i = 0; i < 40; i++) {
      double angle = pen.range(0, 2 * Math.PI);
      double from = pen.range(0.4, 0.9) * radius;
      double to = from + 0.05;
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      pen.line(
          Pen.alpha(Pen.shade(colour, pen.range(0.7, 1.4)), 0.7),
          0.012,
          pen.bent(0, x + from * cos, y + from * sin, x + to * cos, y + to * sin));
    }
  }

  private static void spots(Pen pen, Color colour, double width, int rows) {
    for (int row = 0; row < rows; row++) {
      double y = -0.1 + 0.42 * (row + 0.5) / rows + pen.range(-0.02, 0.02);
      double x = width * pen.range(0.35, 0.62);
      double size = pen.range(0.035, 0.075);
      pen.fill(colour, Pen.ellipse(-x, y, size, size * 1.1));
      pen.fill(colour, Pen.ellipse(x, y, size, size * 1.1));
    }
  }
}
