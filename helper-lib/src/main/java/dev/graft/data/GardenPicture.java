package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.Graphics2D;
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
    Graphics2D graphics = Perch.graphics(image);
    Pen pen = new Pen(graphics, random);
    Meadow.ground(pen);
    perch().sit(pen, insect);
    Meadow.foreground(pen);
    Meadow.light(pen);
    graphics.dispose();
    grain(image, random);
    return image;
  }

  private Perch perch() {
    return new Perch(side, 0.26, 0.7, 0.25);
  }

  /**
   * Tells which pixels show the insect: where it covers half of a pixel and no grass before it
   * does.
   */
  BufferedImage shown() {
    RandomGenerator random = Randomness.of(seed, "garden", id);
    Perch perch = perch();
    Pen ground = new Pen(Perch.graphics(Rgb.image(side, side)), random);
    Meadow.ground(ground);
    BufferedImage sitting = perch.sit(ground, insect);
    BufferedImage grass = perch.layer();
    Meadow.foreground(new Pen(Perch.graphics(grass), random));
    BufferedImage shown = GreyImage.of(side, side);
    byte[] values = GreyImage.bytes(shown);
    for (int i = 0; i < values.length; i++) {
      boolean there = perch.covers(sitting, i) && !perch.covers(grass, i);
      values[i] = (byte) (there ? 1 : 0);
    }
    return shown;
  }

  /** The noise of a small sensor. */
  static void grain(BufferedImage image, RandomGenerator random) {
    int strength = 1 + random.nextInt(14);
    byte[] bytes = Rgb.bytes(image);
    for (int i = 0; i < bytes.length; i++) {
      int value = (bytes[i] & 0xff) + random.nextInt(2 * strength + 1) - strength;
      bytes[i] = (byte) Math.max(0, Math.min(255, value));
    }
  }
}
