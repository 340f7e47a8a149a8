package dev.graft;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where a model looks: how far the probability of a class falls while a grey patch covers one part
 * of the photo after the other (Zeiler and Fergus 2014, "Visualizing and Understanding
 * Convolutional Networks", section 4.2). Immutable.
 *
 * <pre>{@code
 * var where = occlusion(model, Path.of("bee.jpg"), "bee");
 * Plots.occlusion(where)
 * }</pre>
 *
 * <p>The photo is divided into 14 × 14 cells. The patch is as large as three by three of them, and
 * its centre comes to lie on each; at the border it is cut. Grey is the mean that the weights'
 * input contract subtracts, so that a covered pixel is 0 to the network.
 */
public final class Occlusion {
  private final String name;
  private final double probability;
  private final double[][] falls;
  private final BufferedImage seen;

  Occlusion(String name, double probability, double[][] falls, BufferedImage seen) {
    this.name = name;
    this.probability = probability;
    this.falls = copy(falls);
    this.seen = seen;
  }

  /**
   * Names the class whose probability was watched.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * Reads how probable the class is with nothing covered.
   *
   * @return 0…1
   */
  public double probability() {
    return probability;
  }

  /**
   * Reads by how much the probability falls where the patch lies.
   *
   * @return rows from the top, cells from the left, each −1…1; below 0 where covering makes the
   *     class more probable
   */
  public double[][] falls() {
    return copy(falls);
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
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

  @Override
  public String toString() {
    int row = 0;
    int column = 0;
    for (int i = 0; i < falls.length * falls[0].length; i++) {
      int y = i / falls[0].length;
      int x = i % falls[0].length;
      if (falls[y][x] > falls[row][column]) {
        row = y;
        column = x;
      }
    }
    return String.format(
        Locale.ROOT,
        "%s has probability %.3f; it falls most, by %.3f, where the patch lies at %.0f %% from the"
            + " left and %.0f %% from the top",
        name,
        probability,
        falls[row][column],
        100 * (column + 0.5) / falls[0].length,
        100 * (row + 0.5) / falls.length);
  }
}
