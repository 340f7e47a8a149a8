package dev.graft.plot;

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
 * A photo, and beside it where covering it costs probability: vermillion, or blue where covering
 * gains some. The two are told apart by those who see no red or green, and the photo beneath is
 * grey, so that colour says one thing alone.
 */
final class OcclusionFigure {
  private static final int SIDE = 300;
  private static final int GAP = 24;
  private static final int TITLE = 50;
  private static final int KEY = 62;
  private static final int OPAQUE = 225;

  private final Occlusion occlusion;
  private final double[][] falls;
  private final double most;
  private final int high;

  private OcclusionFigure(Occlusion occlusion) {
    this.occlusion = occlusion;
    this.falls = occlusion.falls();
    double largest =
        Arrays.stream(falls).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    this.most = Math.max(largest, 1e-9);
    BufferedImage seen = occlusion.seen();
    this.high = SIDE * seen.getHeight() / seen.getWidth();
  }

  static Figure of(Occlusion occlusion) {
    OcclusionFigure figure = new OcclusionFigure(occlusion);
    Canvas canvas =
        Canvas.draw(2 * SIDE + 3 * GAP, TITLE + figure.high + KEY, Canvas.PLAIN, figure::paint);
    return Figure.sheet(occlusion.toString(), canvas);
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    String title =
        String.format(
            Locale.ROOT, "Where it looks: %s, %.3f", occlusion.name(), occlusion.probability());
    graphics.drawString(title, GAP, 32);
    BufferedImage seen = occlusion.seen();
    graphics.drawImage(seen, GAP, TITLE, SIDE, high, null);
    int right = SIDE + 2 * GAP;
    graphics.drawImage(grey(seen), right, TITLE, SIDE, high, null);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(heat(), right, TITLE, SIDE, high, null);
    key(graphics, right, TITLE + high + 12);
  }

  private static BufferedImage grey(BufferedImage image) {
    BufferedImage grey =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    new ColorConvertOp(null).filter(image, grey);
    return grey;
  }

  /** One pixel a cell; stretched over the photo. */
  private BufferedImage heat() {
    BufferedImage heat =
        new BufferedImage(falls[0].length, falls.length, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < falls.length; y++) {
      for (int x = 0; x < falls[0].length; x++) {
        heat.setRGB(x, y, tint(falls[y][x]).getRGB());
      }
    }
    return heat;
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
    graphics.setPaint(new GradientPaint(x, 0, Style.BLUE, middle, 0, none));
    graphics.fillRect(x, y, SIDE / 2, 12);
    graphics.setPaint(new GradientPaint(middle, 0, none, x + SIDE, 0, Style.VERMILLION));
    graphics.fillRect(x + SIDE / 2, y, SIDE / 2, 12);
    graphics.setColor(Style.INK);
    graphics.setFont(Style.font(15));
    graphics.drawString(String.format(Locale.ROOT, "+%.2f", most), x, y + 30);
    Panel.centre(graphics, "probability, covered", middle, y + 30);
    Panel.right(graphics, String.format(Locale.ROOT, "−%.2f", most), (double) x + SIDE, y + 30);
  }
}
