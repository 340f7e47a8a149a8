package dev.graft.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Draws parallel coordinates.
 *
 * @param title above
 * @param axes from the left
 * @param order of the rows, the last on top
 * @param colors of the rows
 * @param width CSS pixels
 * @param height CSS pixels
 */
record ParallelPainter(
    String title,
    List<ParallelAxis> axes,
    int[] order,
    IntFunction<Color> colors,
    int width,
    int height) {
  private static final int TOP = 104;
  private static final int BOTTOM = 34;
  private static final int GAP = 10;

  void paint(Graphics2D graphics) {
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    Panel.centre(graphics, title, width / 2.0, 32);
    graphics.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int row : order) {
      graphics.setColor(colors.apply(row));
      graphics.draw(line(row));
    }
    for (int d = 0; d < axes.size(); d++) {
      paint(graphics, d);
    }
  }

  private Path2D line(int row) {
    Path2D line = new Path2D.Double();
    for (int d = 0; d < axes.size(); d++) {
      double y = y(axes.get(d).scale().at(axes.get(d).values()[row]));
      if (d == 0) {
        line.moveTo(x(d), y);
      } else {
        line.lineTo(x(d), y);
      }
    }
    return line;
  }

  private void paint(Graphics2D graphics, int d) {
    ParallelAxis axis = axes.get(d);
    graphics.setColor(Style.INK);
    graphics.setStroke(new BasicStroke(1.5f));
    graphics.draw(new Line2D.Double(x(d), y(0), x(d), y(1)));
    graphics.setFont(Style.font(15));
    Scale scale = axis.scale();
    for (int t = 0; t < scale.ticks().length; t++) {
      double y = y(scale.at(scale.ticks()[t]));
      boolean right = d == axes.size() - 1;
      graphics.draw(new Line2D.Double(x(d), y, x(d) + (right ? 5 : -5), y));
      String text = scale.labels().get(t);
      int width = graphics.getFontMetrics().stringWidth(text);
      label(graphics, text, right ? x(d) + GAP : x(d) - GAP - width, y);
    }
    graphics.setFont(Style.font(16));
    List<String> lines = wrapped(axis.name(), graphics.getFontMetrics(), apart() - GAP);
    for (int i = 0; i < lines.size(); i++) {
      double half = widest(lines, graphics) / 2.0 + 8;
      double centre = Math.max(half, Math.min(x(d), width - half));
      Panel.centre(graphics, lines.get(i), centre, TOP - 16 - 20.0 * (lines.size() - 1 - i));
    }
  }

  /** On white, for lines run beneath. */
  private static void label(Graphics2D graphics, String text, double x, double y) {
    double width = graphics.getFontMetrics().stringWidth(text);
    graphics.setColor(new Color(255, 255, 255, 210));
    graphics.fill(new Rectangle2D.Double(x - 3, y - 9, width + 6, 18));
    graphics.setColor(Style.INK);
    graphics.drawString(text, (float) x, (float) y + 5);
  }

  private static int widest(List<String> lines, Graphics2D graphics) {
    return lines.stream().mapToInt(graphics.getFontMetrics()::stringWidth).max().orElse(0);
  }

  /** At most two lines, broken at a blank where the name has one. */
  private static List<String> wrapped(String name, FontMetrics metrics, double room) {
    int blank = name.indexOf(' ', Math.max(0, name.length() / 2 - 3));
    return metrics.stringWidth(name) <= room || blank < 0
        ? List.of(name)
        : List.of(name.substring(0, blank), name.substring(blank + 1));
  }

  private double left() {
    return margin(axes.get(0));
  }

  private double apart() {
    double right = margin(axes.get(axes.size() - 1));
    return (width - left() - right) / Math.max(1, axes.size() - 1);
  }

  /** Room for the labels and for half of the name above. */
  private static double margin(ParallelAxis outermost) {
    int labels = outermost.scale().labels().stream().mapToInt(Style::width).max().orElse(0);
    return Math.max(24.0 + GAP + labels, 8 + 0.3 * Style.width(outermost.name()));
  }

  private double x(int axis) {
    return left() + axis * apart();
  }

  private double y(double share) {
    return height - BOTTOM - share * (height - BOTTOM - TOP);
  }
}
