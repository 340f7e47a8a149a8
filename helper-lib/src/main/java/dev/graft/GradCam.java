package dev.graft;

import java.awt.image.BufferedImage;
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
public final class GradCam extends SeenPhoto {
  private final String layer;

  GradCam(String name, double probability, String layer, double[][] evidence, BufferedImage seen) {
    super(name, probability, evidence, seen);
    this.layer = layer;
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
    return where();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s has probability %.3f; on the %d × %d map of %s most speaks for it %s",
        name(),
        probability(),
        where().length,
        where()[0].length,
        layer,
        place());
  }
}
