package dev.graft;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/** What speaks for a class in one photo, and where. */
abstract class SeenPhoto {
  private final String name;
  private final double probability;
  private final double[][] where;
  private final BufferedImage seen;

  SeenPhoto(String name, double probability, double[][] where, BufferedImage seen) {
    this.name = name;
    this.probability = probability;
    this.where = copy(where);
    this.seen = seen;
  }

  /**
   * Names the class.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * Reads how probable the class is, with nothing covered.
   *
   * @return 0…1
   */
  public double probability() {
    return probability;
  }

  /**
   * Shows what the network sees of the photo, of the size of its input.
   *
   * @return a new image
   */
  public BufferedImage seen() {
    BufferedImage image =
        new BufferedImage(seen.getWidth(), seen.getHeight(), BufferedImage.TYPE_INT_RGB);
    seen.copyData(image.getRaster());
    return image;
  }

  /** Rows from the top, cells from the left; a copy. */
  double[][] where() {
    return copy(where);
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /** Row and column of the largest value, the first of equal ones. */
  int[] most() {
    int[] most = {0, 0};
    for (int y = 0; y < where.length; y++) {
      for (int x = 0; x < where[y].length; x++) {
        if (where[y][x] > where[most[0]][most[1]]) {
          most = new int[] {y, x};
        }
      }
    }
    return most;
  }

  /** Where the middle of the cell of the largest value lies, in percent of the photo. */
  String place() {
    return String.format(
        Locale.ROOT,
        "at %.0f %% from the left and %.0f %% from the top",
        100 * (most()[1] + 0.5) / where[0].length,
        100 * (most()[0] + 0.5) / where.length);
  }
}
