package dev.graft.plot;

import dev.graft.GradCam;
import dev.graft.Occlusion;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.util.Arrays;
import java.util.Locale;

/**
 * A photo, and beside it where covering it costs probability or where the evidence for a class
 * lies: vermillion, or blue where covering gains some. The two are told apart by those who see no
 * red or green, and the photo beneath is grey, so that colour says one thing alone.
 */
final class HeatFigure {
  private static final int SIDE = 300;
  private static final int GAP = 24;
  private static final int TITLE = 50;
  private static final int KEY = 62;
  private static final int OPAQUE = 225;

  /** What stands beneath the key: at its blue end, in its middle, at its vermillion end. */
  private record Words(String blue, String middle, String vermillion) {}

  private final String title;
  private final double[][] heat;
  private final BufferedImage seen;
  private final double most;
  private final int high;
  private final Words words;

  private HeatFigure(String title, double[][] heat, double most, BufferedImage seen, Words words) {
    this.title = title;
    this.heat = heat;
    this.most = most;
    this.seen = seen;
    this.high = SIDE * seen.getHeight() / seen.getWidth();
    this.words = words;
  }

  static Figure of(Occlusion occlusion) {
    double most = most(occlusion.falls());
    String title =
        String.format(
            Locale.ROOT, "Where it looks: %s, %.3f", occlusion.name(), occlusion.probability());
    Words words =
        new Words(
            String.format(Locale.ROOT, "+%.2f", most),
            "probability, covered",
            String.format(Locale.ROOT, "−%.2f", most));
    var figure = new HeatFigure(title, occlusion.falls(), most, occlusion.seen(), words);
    return figure.drawn(occlusion.toString());
  }

  static Figure of(GradCam where) {
    String title =
        String.format(Locale.ROOT, "What speaks for %s, %.3f", where.name(), where.probability());
    Words words = new Words("", "evidence on " + where.layer(), "most");
    double[][] evidence = where.evidence();
    var figure = new HeatFigure(title, evidence, most(evidence), where.seen(), words);
    return figure.drawn(where.toString());
  }

  private static double most(double[][] heat) {
    double largest =
        Arrays.stream(heat).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    return Math.max(largest, 1e-9);
  }

  private Figure drawn(String text) {
    Canvas canvas = Canvas.draw(2 * SIDE + 3 * GAP, TITLE + high + KEY, Canvas.PLAIN, this::paint);
    return Figure.sheet(text, canvas);
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    graphics.drawString(title, GAP, 32);
    graphics.drawImage(seen, GAP, TITLE, SIDE, high, null);
    int right = SIDE + 2 * GAP;
    graphics.drawImage(grey(seen), right, TITLE, SIDE, high, null);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(tints(), right, TITLE, SIDE, high, null);
    key(graphics, right, TITLE + high + 12);
  }

  private static BufferedImage grey(BufferedImage image) {
    BufferedImage grey =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    new ColorConvertOp(null).filter(image, grey);
    return grey;
  }

  /** One pixel a cell; stretched over the photo. */
  private BufferedImage tints() {
    BufferedImage tints =
        new BufferedImage(heat[0].length, heat.length, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < heat.length; y++) {
      for (int x = 0; x < heat[0].length; x++) {
        tints.setRGB(x, y, tint(heat[y][x]).getRGB());
      }
    }
    return tints;
  }

  private Color tint(double fall) {
    int strength = (int) Math.round(OPAQUE * Math.abs(fall) / most);
    return Panel.pale(fall < 0 ? Style.BLUE : Style.VERMILLION, strength);
  }

  private void key(Graphics2D graphics, int x, int y) {
    float middle = x + SIDE / 2f;
    Color none = Panel.pale(Color.WHITE, 0);
    graphics.setColor(Style.FAINT);
    graphics.fillRect(x, y, SIDE, 12);
    float begin = words.blue.isEmpty() ? x : middle;
    if (!words.blue.isEmpty()) {
      graphics.setPaint(new GradientPaint(x, 0, Style.BLUE, middle, 0, none));
      graphics.fillRect(x, y, SIDE / 2, 12);
    }
    graphics.setPaint(new GradientPaint(begin, 0, none, x + SIDE, 0, Style.VERMILLION));
    graphics.fillRect((int) begin, y, x + SIDE - (int) begin, 12);
    graphics.setColor(Style.INK);
    graphics.setFont(Style.font(15));
    graphics.drawString(words.blue, x, y + 30);
    Panel.centre(graphics, words.middle, middle, y + 30);
    Panel.right(graphics, words.vermillion, (double) x + SIDE, y + 30);
  }
}
