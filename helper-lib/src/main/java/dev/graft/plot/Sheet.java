package dev.graft.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * Photos in rows, each whole, with lines of text beneath.
 *
 * @param title above the photos
 * @param tiles in reading order
 * @param colours of what is named beneath; none where nothing is
 */
record Sheet(String title, List<Tile> tiles, Map<String, Color> colours) {
  Sheet(String title, List<Tile> tiles) {
    this(title, tiles, Map.of());
  }

  /**
   * A photo with its caption.
   *
   * @param photo shrunk to fit, never cropped
   * @param caption bold
   * @param remark below in vermillion, may be empty
   */
  record Tile(BufferedImage photo, String caption, String remark) {}

  private static final int SIDE = 172;
  private static final int GAP = 14;
  private static final int TITLE = 46;
  private static final int LINE = 22;
  private static final int COLUMNS = 6;
  private static final int SMALLEST = 12;

  Canvas draw() {
    int columns = Math.max(1, Math.min(COLUMNS, tiles.size()));
    int rows = (tiles.size() + columns - 1) / columns;
    int rowHeight = SIDE + LINE * (remarked() ? 2 : 1) + GAP;
    int width = Math.max(textWidth(title, Style.bold(19)), columns * (SIDE + GAP)) + GAP;
    int height = TITLE + rows * rowHeight + GAP / 2;
    Legend legend = new Legend(colours, Legend.Key.BOX);
    return Canvas.draw(
        width,
        height + (colours.isEmpty() ? 0 : legend.height(width)),
        Canvas.PLAIN,
        graphics -> {
          legend.paint(graphics, width, height);
          text(graphics, title, Style.bold(19), Style.INK, GAP, 30, Integer.MAX_VALUE);
          for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + i % columns * (SIDE + GAP);
            paint(graphics, tiles.get(i), x, TITLE + i / columns * rowHeight);
          }
        });
  }

  private boolean remarked() {
    return tiles.stream().anyMatch(tile -> !tile.remark().isEmpty());
  }

  private static void paint(Graphics2D graphics, Tile tile, int x, int y) {
    graphics.setColor(new Color(0xF2F2F2));
    graphics.fillRect(x, y, SIDE, SIDE);
    BufferedImage photo = tile.photo();
    double scale = (double) SIDE / Math.max(photo.getWidth(), photo.getHeight());
    int width = Math.max(1, (int) Math.round(photo.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(photo.getHeight() * scale));
    graphics.drawImage(
        shrunk(photo, width, height),
        x + (SIDE - width) / 2,
        y + (SIDE - height) / 2,
        width,
        height,
        null);
    text(graphics, tile.caption(), Style.bold(15), Style.INK, x, y + SIDE + 18, SIDE);
    text(graphics, tile.remark(), Style.font(15), Style.VERMILLION, x, y + SIDE + 18 + LINE, SIDE);
  }

  /** Halves until near the size: one bicubic step from a large photo would alias. */
  private static BufferedImage shrunk(BufferedImage photo, int width, int height) {
    BufferedImage image = photo;
    while (image.getWidth() >= 2 * width && image.getHeight() >= 2 * height) {
      BufferedImage half =
          new BufferedImage(
              image.getWidth() / 2, image.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = half.createGraphics();
      graphics.setRenderingHint(
          java.awt.RenderingHints.KEY_INTERPOLATION,
          java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), Color.WHITE, null);
      graphics.dispose();
      image = half;
    }
    return image;
  }

  private static void text(
      Graphics2D graphics, String text, Font font, Color color, int x, int baseline, int room) {
    Font fitting = font;
    while (fitting.getSize() > SMALLEST
        && graphics.getFontMetrics(fitting).stringWidth(text) > room) {
      fitting = fitting.deriveFont(fitting.getSize() - 1f);
    }
    FontMetrics metrics = graphics.getFontMetrics(fitting);
    String shown = text;
    while (metrics.stringWidth(shown) > room && shown.length() > 1) {
      shown = shown.substring(0, shown.length() - (shown.endsWith("…") ? 2 : 1)) + "…";
    }
    graphics.setFont(fitting);
    graphics.setColor(color);
    graphics.drawString(shown, x, baseline);
  }

  private static int textWidth(String text, Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(font).stringWidth(text);
    } finally {
      graphics.dispose();
    }
  }
}
