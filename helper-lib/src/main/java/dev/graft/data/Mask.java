package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A class for each pixel of an image. Immutable.
 *
 * <pre>{@code
 * var mask = segment(model, Path.of("street.jpg"));
 * mask.shares();                                  // how much of the picture each class has
 * mask.overlay(photo);                            // its colours laid over the photo
 * ImageIO.write(mask.picture(), "png", file);     // a palette PNG, as MaskSet reads it
 * }</pre>
 */
public final class Mask {
  private final String image;
  private final List<String> classes;
  private final BufferedImage values;

  Mask(String image, List<String> classes, BufferedImage values) {
    this.image = image;
    this.classes = List.copyOf(classes);
    this.values = values;
  }

  /**
   * Makes a mask of one's own.
   *
   * @param image its name
   * @param classes names, 2 to 255
   * @param width in pixels
   * @param values row by row an index of a class, or −1 (255) where there is none
   * @return the mask, as high as there are rows
   * @throws IllegalArgumentException if rows are not whole, or an index has no class
   */
  public static Mask of(String image, List<String> classes, int width, byte... values) {
    if (width < 1 || values.length < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d values in rows of %d; each row must be whole",
              values.length,
              width));
    }
    BufferedImage raw = GreyImage.of(width, values.length / width);
    System.arraycopy(values, 0, GreyImage.bytes(raw), 0, values.length);
    return new Mask(image, classes, MaskLabels.of(classes).classes(raw, image));
  }

  /**
   * Names the image.
   *
   * @return as its set does
   */
  public String image() {
    return image;
  }

  /**
   * Names the classes.
   *
   * @return by index
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * Tells the width.
   *
   * @return pixels, as the image has
   */
  public int width() {
    return values.getWidth();
  }

  /**
   * Tells the height.
   *
   * @return pixels, as the image has
   */
  public int height() {
    return values.getHeight();
  }

  /**
   * Tells the class of a pixel.
   *
   * @param x from the left, from 0
   * @param y from the top, from 0
   * @return index of the class, −1 where there is none
   */
  public int at(int x, int y) {
    if (x < 0 || y < 0 || x >= width() || y >= height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "no pixel (%d, %d) in %d × %d pixels", x, y, width(), height()));
    }
    return GreyImage.bytes(values)[y * width() + x] == (byte) MaskLabels.VOID
        ? -1
        : GreyImage.bytes(values)[y * width() + x] & 0xff;
  }

  /**
   * Tells how much of the picture each class has.
   *
   * @return columns {@code class}, {@code pixels} and {@code share} of the pixels that have a class
   */
  public Table shares() {
    return shares("pixels of " + image, classes, counts(classes.size(), values));
  }

  /** Counts the pixels of each class, and behind them those of none. */
  static long[] counts(int classes, BufferedImage values) {
    long[] counts = new long[classes + 1];
    for (byte value : GreyImage.bytes(values)) {
      counts[value == (byte) MaskLabels.VOID ? classes : value & 0xff]++;
    }
    return counts;
  }

  static Table shares(String title, List<String> classes, long... counts) {
    long all = 0;
    for (int c = 0; c < classes.size(); c++) {
      all += counts[c];
    }
    Table table =
        Table.create(
            title,
            StringColumn.create("class"),
            LongColumn.create("pixels"),
            DoubleColumn.create("share"));
    for (int c = 0; c < classes.size(); c++) {
      table.stringColumn(0).append(classes.get(c));
      table.longColumn(1).append(counts[c]);
      table.doubleColumn(2).append(all == 0 ? 0 : (double) counts[c] / all);
    }
    return table;
  }

  /**
   * Draws the classes alone.
   *
   * @return a picture whose pixels are places in a palette, which are the classes; 255 where there
   *     is none
   */
  public BufferedImage picture() {
    return MaskColours.picture(values, classes.size());
  }

  /**
   * Lays the colours of the classes over the photo, half and half, in colours that most who see
   * colours otherwise can tell apart.
   *
   * @param photo as large as the mask
   * @return a new picture
   * @throws IllegalArgumentException if the photo is of another size
   */
  public BufferedImage overlay(BufferedImage photo) {
    if (photo.getWidth() != width() || photo.getHeight() != height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "photo is %d × %d pixels, the mask of %s is %d × %d",
              photo.getWidth(),
              photo.getHeight(),
              Excerpt.quoted(image),
              width(),
              height()));
    }
    return MaskColours.overlay(values, photo);
  }

  /**
   * Tells the colours that {@link #picture} and {@link #overlay} have.
   *
   * @return of each class by its name, in order
   */
  public Map<String, Color> colours() {
    Map<String, Color> colours = new LinkedHashMap<>();
    for (String name : classes) {
      colours.put(name, new Color(MaskColours.of(colours.size())));
    }
    return Collections.unmodifiableMap(colours);
  }

  BufferedImage values() {
    return values;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mask of %s, %d × %d pixels of %s",
        image,
        width(),
        height(),
        Excerpt.listed(classes));
  }
}
