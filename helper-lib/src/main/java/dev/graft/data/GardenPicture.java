package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * A drawing of one insect in a garden: a pure function of the seed and its id. Drawn without fonts
 * and by the JDK's own rasterizer.
 */
record GardenPicture(String id, String insect, long seed, int side) implements Picture {
  /** Changes when the drawing does. */
  private static final String DRAWING = "garden 1";

  @Override
  public String content() {
    return DRAWING + ", seed " + seed + ", side " + side + ", " + insect + ", " + id;
  }

  @Override
  public BufferedImage image() {
    RandomGenerator random = Randomness.of(seed, "garden", id);
    BufferedImage image = Rgb.image(side, side);
    Graphics2D graphics = graphics(image);
    Pen pen = new Pen(graphics, random);
    Meadow.ground(pen);
    sit(pen);
    Meadow.foreground(pen);
    Meadow.light(pen);
    graphics.dispose();
    grain(image, random);
    return image;
  }

  private Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.scale(side, side);
    return graphics;
  }

  /**
   * Tells which pixels show the insect: where it covers half of a pixel and no grass before it
   * does.
   */
  BufferedImage shown() {
    RandomGenerator random = Randomness.of(seed, "garden", id);
    Pen ground = new Pen(graphics(Rgb.image(side, side)), random);
    Meadow.ground(ground);
    BufferedImage insect = sit(ground);
    BufferedImage grass = layer();
    Meadow.foreground(new Pen(graphics(grass), random));
    BufferedImage shown = GreyImage.of(side, side);
    byte[] values = GreyImage.bytes(shown);
    for (int i = 0; i < values.length; i++) {
      boolean there = covers(insect, i) && !covers(grass, i);
      values[i] = (byte) (there ? 1 : 0);
    }
    return shown;
  }

  private boolean covers(BufferedImage layer, int pixel) {
    return layer.getRGB(pixel % side, pixel / side) >>> 24 > 127;
  }

  private BufferedImage layer() {
    return new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB_PRE);
  }

  /** Draws the insect on a layer of its own, whose dark copy is its shadow. */
  private BufferedImage sit(Pen pen) {
    BufferedImage layer = layer();
    Graphics2D above = graphics(layer);
    double size = pen.range(0.26, 0.7);
    above.translate(pen.range(0.25, 0.75), pen.range(0.25, 0.75));
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

  /** The noise of a small sensor. */
  private static void grain(BufferedImage image, RandomGenerator random) {
    int strength = 1 + random.nextInt(14);
    byte[] bytes = Rgb.bytes(image);
    for (int i = 0; i < bytes.length; i++) {
      int value = (bytes[i] & 0xff) + random.nextInt(2 * strength + 1) - strength;
      bytes[i] = (byte) Math.max(0, Math.min(255, value));
    }
  }
}
