package dev.graft.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.Consumer;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * White paper of a size in CSS pixels.
 *
 * @param width CSS pixels
 * @param height CSS pixels
 * @param image the pixels, {@code TYPE_INT_RGB}
 */
record Canvas(int width, int height, BufferedImage image) {
  /** Pixels in a CSS pixel: lines and letters stay sharp. */
  static final int SHARP = 2;

  /** Photos cost too many bytes at more. */
  static final int PLAIN = 1;

  static Canvas draw(int width, int height, int scale, Consumer<Graphics2D> painter) {
    BufferedImage image =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.scale(scale, scale);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      painter.accept(graphics);
    } finally {
      graphics.dispose();
    }
    return new Canvas(width, height, image);
  }

  /** Draws charts of equal height side by side. */
  static Canvas charts(Chart<?, ?>... charts) {
    return draw(width(charts), charts[0].getHeight(), SHARP, painter(charts));
  }

  /** Draws charts of equal height side by side and one legend beneath. */
  static Canvas charts(Legend legend, Chart<?, ?>... charts) {
    return above(legend, width(charts), charts[0].getHeight(), painter(charts));
  }

  /** Draws on so many pixels, and a legend beneath them. */
  static Canvas above(Legend legend, int width, int height, Consumer<Graphics2D> painter) {
    return draw(
        width,
        height + legend.height(width),
        SHARP,
        graphics -> {
          legend.paint(graphics, width, height);
          painter.accept(graphics);
        });
  }

  private static int width(Chart<?, ?>... charts) {
    return Arrays.stream(charts).mapToInt(Chart::getWidth).sum();
  }

  private static Consumer<Graphics2D> painter(Chart<?, ?>... charts) {
    return graphics -> {
      for (Chart<?, ?> chart : charts) {
        chart.paint((Graphics2D) graphics.create(), chart.getWidth(), chart.getHeight());
        graphics.translate(chart.getWidth(), 0);
      }
    };
  }

  /** Takes a picture drawn elsewhere, pixel for pixel. */
  static Canvas of(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return new Canvas(image.getWidth(), image.getHeight(), copy);
  }
}
