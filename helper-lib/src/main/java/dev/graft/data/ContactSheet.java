package dev.graft.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** Draws images side by side on white, each in a frame, with a line of text below or none. */
final class ContactSheet {
  private static final int TILE = 168;
  private static final int GAP = 14;
  private static final int TEXT = 24;
  private static final InputContract FRAME = InputContract.rgb(TILE, 0, 1, 1);
  private static final Color INK = new Color(0x2b2f36);
  private static final Color EDGE = new Color(0xd5d8dd);

  private final BufferedImage sheet;
  private final Graphics2D graphics;
  private final int columns;
  private final int text;

  private ContactSheet(int rows, int columns, int text) {
    this.columns = columns;
    this.text = text;
    int width = columns * (TILE + GAP) + GAP;
    int height = rows * (TILE + GAP + text) + GAP;
    sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  /** Spreads n images evenly over the set, so that every class is seen. */
  static BufferedImage labelled(Pictures images, int n) {
    int[] chosen = spread(images.size(), n);
    int columns = Math.min(6, chosen.length);
    ContactSheet sheet = new ContactSheet((chosen.length + columns - 1) / columns, columns, TEXT);
    for (int i = 0; i < chosen.length; i++) {
      BufferedImage image = images.list().get(chosen[i]).image();
      var map = Framing.evaluation(image.getWidth(), image.getHeight(), FRAME);
      sheet.tile(i, Resampling.sample(image, map, FRAME).image());
      sheet.label(i, images.label(chosen[i]));
    }
    return sheet.done();
  }

  /** A row an image: first as it is, then its views. */
  static BufferedImage views(
      List<Picture> pictures, List<Step> steps, long seed, int images, int views) {
    int[] chosen = spread(pictures.size(), images);
    ContactSheet sheet = new ContactSheet(chosen.length, views + 1, 0);
    for (int row = 0; row < chosen.length; row++) {
      Picture picture = pictures.get(chosen[row]);
      View plain = new View(List.of(), seed, picture.id(), 0);
      sheet.tile(row * (views + 1), plain.planes(picture.shared(), FRAME).image());
      for (int number = 0; number < views; number++) {
        View view = new View(steps, seed, picture.id(), number);
        int place = row * (views + 1) + 1 + number;
        sheet.tile(place, view.planes(picture.shared(), FRAME).image());
      }
    }
    return sheet.done();
  }

  /** The looks at one image, five a row. */
  static BufferedImage looks(BufferedImage image, List<Look> looks, InputContract contract) {
    int columns = Math.min(5, looks.size());
    ContactSheet sheet = new ContactSheet((looks.size() + columns - 1) / columns, columns, 0);
    for (int i = 0; i < looks.size(); i++) {
      sheet.tile(i, looks.get(i).planes(image, contract.size(TILE)).image());
    }
    return sheet.done();
  }

  private static int[] spread(int size, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("images in a preview is " + n + ", must be at least 1");
    }
    int shown = Math.min(n, size);
    return IntStream.range(0, shown).map(i -> (int) ((2L * i + 1) * size / (2L * shown))).toArray();
  }

  private int left(int place) {
    return GAP + place % columns * (TILE + GAP);
  }

  private int top(int place) {
    return GAP + place / columns * (TILE + GAP + text);
  }

  private void tile(int place, BufferedImage image) {
    var frame = new RoundRectangle2D.Double(left(place), top(place), TILE, TILE, 10, 10);
    graphics.setClip(frame);
    graphics.drawImage(image, left(place), top(place), null);
    graphics.setClip(null);
    graphics.setColor(EDGE);
    graphics.setStroke(new BasicStroke(1.5f));
    graphics.draw(frame);
  }

  private void label(int place, String name) {
    try {
      graphics.setColor(INK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
      graphics.drawString(name, left(place) + 2, top(place) + TILE + 18);
    } catch (RuntimeException | LinkageError | InternalError e) {
      // a Java without fonts throws here; the pictures still say something
    }
  }

  private BufferedImage done() {
    graphics.dispose();
    return sheet;
  }
}
