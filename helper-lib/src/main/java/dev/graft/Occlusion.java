package dev.graft;

import java.awt.image.BufferedImage;
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
public final class Occlusion extends SeenPhoto {

  Occlusion(String name, double probability, double[][] falls, BufferedImage seen) {
    super(name, probability, falls, seen);
  }

  /**
   * Reads by how much the probability falls where the patch lies.
   *
   * @return rows from the top, cells from the left, each −1…1; below 0 where covering makes the
   *     class more probable
   */
  public double[][] falls() {
    return where();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s has probability %.3f; it falls most, by %.3f, where the patch lies %s",
        name(),
        probability(),
        where()[most()[0]][most()[1]],
        place());
  }
}
