package dev.graft.data;

/**
 * One cell under the microscope, in coordinates of its own: its middle is (0, 0), its radius 1, the
 * axis along which it divides is x.
 */
record Cell(
    Dice dice,
    Stain plasma,
    Stain chromatin,
    double x,
    double y,
    double radius,
    double cos,
    double sin,
    double tilt) {

  /** A cell turned and tilted by chance. */
  static Cell of(Dice dice, Stain plasma, Stain chromatin, double x, double y, double radius) {
    double angle = dice.turn();
    return new Cell(
        dice,
        plasma,
        chromatin,
        x,
        y,
        radius,
        StrictMath.cos(angle),
        StrictMath.sin(angle),
        dice.range(0.85, 1));
  }

  /** A soft-edged ellipse in the cell's coordinates: 1 in the middle, 0.5 at its rim. */
  static double ellipse(double u, double v, double rx, double ry, double soft) {
    double far = Math.sqrt(u * u / (rx * rx) + v * v / (ry * ry));
    return edge((1 - far) * Math.min(rx, ry), soft);
  }

  /** From 0 outside to 1 inside, within a border so wide. */
  static double edge(double inside, double soft) {
    double t = Math.max(0, Math.min(1, inside / soft + 0.5));
    return t * t * (3 - 2 * t);
  }

  /** Lays a field of cell coordinates over a stain. */
  void lay(Stain stain, double reach, Stain.Field field) {
    stain.cover(x, y, reach * radius, (px, py) -> field.at(u(px, py), v(px, py)));
  }

  /** A chromosome's arm from one point to another. */
  void rod(double u0, double v0, double u1, double v1, double width, double strength) {
    double du = u1 - u0;
    double dv = v1 - v0;
    double length = Math.max(1e-9, du * du + dv * dv);
    double mu = (u0 + u1) / 2;
    double mv = (v0 + v1) / 2;
    double px = x + radius * tilt * mu * cos - radius * mv * sin;
    double py = y + radius * tilt * mu * sin + radius * mv * cos;
    double reach = (Math.sqrt(length) / 2 + 2 * width) * radius;
    chromatin.cover(
        px,
        py,
        reach,
        (qx, qy) -> {
          double u = u(qx, qy) - u0;
          double v = v(qx, qy) - v0;
          double t = Math.max(0, Math.min(1, (u * du + v * dv) / length));
          double ou = u - t * du;
          double ov = v - t * dv;
          return strength * edge(width - Math.sqrt(ou * ou + ov * ov), width);
        });
  }

  private double u(double px, double py) {
    return ((px - x) * cos + (py - y) * sin) / (radius * tilt);
  }

  private double v(double px, double py) {
    return ((py - y) * cos - (px - x) * sin) / radius;
  }
}
