package dev.graft;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where the evidence for a class lies on a layer's map: the channels of the map, each weighted by
 * the mean of the class's gradient over it, summed where that speaks for the class (Selvaraju et
 * al. 2017, "Grad-CAM: Visual Explanations from Deep Networks", equations 1 and 2). Immutable.
 *
 * <pre>{@code
 * var where = gradCam(model, Path.of("bee.jpg"), "bee");
 * Plots.gradCam(where)
 * }</pre>
 *
 * <p>One pass forward and part of one back, where {@link Occlusion} takes 197: quick, coarse as the
 * map is, and of what the layers behind it add up; occlusion says what changes the answer.
 */
public final class GradCam {
  private final String name;
  private final double probability;
  private final String layer;
  private final double[][] evidence;
  private final BufferedImage seen;

  GradCam(String name, double probability, String layer, double[][] evidence, BufferedImage seen) {
    this.name = name;
    this.probability = probability;
    this.layer = layer;
    this.evidence = copy(evidence);
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
   * Reads how probable the class is.
   *
   * @return 0…1
   */
  public double probability() {
    return probability;
  }

  /**
   * Names the layer whose map is shown.
   *
   * @return a node of the graph
   */
  public String layer() {
    return layer;
  }

  /**
   * Reads the evidence, as the map has its pixels.
   *
   * @return rows from the top, pixels from the left, 0 or more; all 0 where nothing speaks for the
   *     class
   */
  public double[][] evidence() {
    return copy(evidence);
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
    for (int y = 0; y < evidence.length; y++) {
      for (int x = 0; x < evidence[y].length; x++) {
        boolean more = evidence[y][x] > evidence[row][column];
        row = more ? y : row;
        column = more ? x : column;
      }
    }
    return String.format(
        Locale.ROOT,
        "%s has probability %.3f; on the %d × %d map of %s most speaks for it at %.0f %% from the"
            + " left and %.0f %% from the top",
        name,
        probability,
        evidence.length,
        evidence[0].length,
        layer,
        100 * (column + 0.5) / evidence[0].length,
        100 * (row + 0.5) / evidence.length);
  }
}
