package dev.graft.data;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * Where insects sit: places one at random, on a layer of its own whose dark copy is its shadow.
 *
 * @param side of the picture in pixels
 * @param least size of an insect, as a share of the side
 * @param most size of one
 * @param edge how near to the border the middle of one may lie, as a share of the side
 */
record Perch(int side, double least, double most, double edge) {

  /** Gives graphics in which the picture is a square of side 1. */
  static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.scale(image.getWidth(), image.getHeight());
    return graphics;
  }

  /** An empty layer, transparent. */
  BufferedImage layer() {
    return new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB_PRE);
  }

  /** Tells whether a layer covers at least half of a pixel. */
  boolean covers(BufferedImage layer, int pixel) {
    return layer.getRGB(pixel % side, pixel / side) >>> 24 > 127;
  }

  /**
   * Draws an insect and its shadow.
   *
   * @param pen on what it sits on
   * @param insect its kind
   * @return the insect alone
   */
  BufferedImage sit(Pen pen, String insect) {
    BufferedImage layer = layer();
    Graphics2D above = graphics(layer);
    double size = pen.range(least, most);
    above.translate(pen.range(edge, 1 - edge), pen.range(edge, 1 - edge));
    above.rotate(pen.range(0, 2 * Math.PI));
    above.scale(size, size * pen.range(0.6, 1));
    above.shear(pen.range(-0.4, 0.4), 0);
    Insects.ALL.get(insect).accept(new Pen(above, pen.random()));
    above.dispose();
    shadow(pen, layer, size);
    draw(pen.graphics(), layer, 0, 0);
    return layer;
  }

  private void shadow(Pen pen, BufferedImage layer, double size) {
    BufferedImage dark = layer();
    Graphics2D graphics = dark.createGraphics();
    graphics.drawImage(layer, 0, 0, null);
    graphics.setComposite(AlphaComposite.SrcIn);
    graphics.setColor(new Color(0, 0, 0, (int) pen.range(20, 60)));
    graphics.fillRect(0, 0, side, side);
    graphics.dispose();
    double angle = pen.range(0, 2 * Math.PI);
    double far = pen.range(0.02, 0.07) * size;
    for (double share : new double[] {0.8, 1, 1.2}) {
      draw(pen.graphics(), dark, far * share * Math.cos(angle), far * share * Math.sin(angle));
    }
  }

  /** By whole pixels, which is a plain copy. */
  private void draw(Graphics2D graphics, BufferedImage layer, double x, double y) {
    var before = graphics.getTransform();
    graphics.setTransform(new AffineTransform());
    graphics.drawImage(layer, (int) Math.rint(x * side), (int) Math.rint(y * side), null);
    graphics.setTransform(before);
  }
}
