package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.image.BufferedImage;

/**
 * Turns two stains into a picture: what light they let pass (Beer and Lambert), or what they glow
 * with on a dark ground; out of focus and with the grain of a sensor, each by chance.
 */
final class Microscope {
  /** How much red, green and blue are absorbed, by eye: blues, violets, greens, reds, grey. */
  private static final double[][] DYES = {
    {1.5, 1.9, 0.7},
    {1.7, 1.3, 0.5},
    {0.5, 2.1, 0.9},
    {1.9, 0.6, 1.2},
    {0.4, 1.8, 1.5},
    {1.3, 1.4, 1.3}
  };

  /** Paler, for what is no chromatin: pink, green, orange, grey, blue. */
  private static final double[][] COUNTERSTAINS = {
    {0.05, 0.5, 0.3}, {0.45, 0.1, 0.25}, {0.05, 0.2, 0.5}, {0.12, 0.12, 0.12}, {0.3, 0.25, 0.08}
  };

  /** With what light a dye glows: blue, green, red, cyan, white. */
  private static final double[][] GLOWS = {
    {0.25, 0.45, 1}, {0.3, 1, 0.35}, {1, 0.35, 0.2}, {0.45, 0.8, 1}, {0.9, 0.9, 0.9}
  };

  private static final float[] PASSED = passed();

  private Microscope() {}

  static BufferedImage look(Dice dice, int side, Stain plasma, Stain chromatin) {
    float[][] light =
        dice.chance(0.3)
            ? glow(dice, side, plasma, chromatin)
            : passing(dice, side, plasma, chromatin);
    double sigma = dice.range(0, 0.011) * side;
    int passes = (int) Math.rint(2 * sigma * sigma);
    BufferedImage image = Rgb.image(side, side);
    byte[] bytes = Rgb.bytes(image);
    int grain = dice.count(1, 10);
    for (int channel = 0; channel < 3; channel++) {
      Focus.soften(light[channel], side, passes);
      for (int i = 0; i < side * side; i++) {
        double noise = dice.random().nextInt(2 * grain + 1) - grain;
        double value = Math.rint(light[channel][i] * 255 + noise);
        bytes[3 * i + 2 - channel] = (byte) (int) Math.max(0, Math.min(255, value));
      }
    }
    return image;
  }

  private static float[][] passing(Dice dice, int side, Stain plasma, Stain chromatin) {
    double[] dye = mixed(dice, DYES, dice.range(0.6, 1.2));
    double[] counter = mixed(dice, COUNTERSTAINS, dice.range(0.3, 1.5));
    double[] lamp = {dice.range(0.8, 1), dice.range(0.8, 1), dice.range(0.75, 1)};
    double dark = dice.range(0, 0.35);
    double x = dice.range(0.2, 0.8);
    double y = dice.range(0.2, 0.8);
    float[][] light = new float[3][side * side];
    for (int i = 0; i < side * side; i++) {
      double dx = (i % side + 0.5) / side - x;
      double dy = (i / side + 0.5) / side - y;
      double lit = 1 - dark * (dx * dx + dy * dy) * 1.5;
      for (int channel = 0; channel < 3; channel++) {
        double absorbed = dye[channel] * chromatin.at(i) + counter[channel] * plasma.at(i);
        light[channel][i] = (float) (lamp[channel] * lit * through(absorbed));
      }
    }
    return light;
  }

  private static float[][] glow(Dice dice, int side, Stain plasma, Stain chromatin) {
    double[] dye = mixed(dice, GLOWS, dice.range(0.6, 1));
    double[] counter = mixed(dice, GLOWS, dice.range(0.03, 0.35));
    double ground = dice.range(0, 0.08);
    float[][] light = new float[3][side * side];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < side * side; i++) {
        light[channel][i] =
            (float) (ground + dye[channel] * chromatin.at(i) + counter[channel] * plasma.at(i));
      }
    }
    return light;
  }

  private static double[] mixed(Dice dice, double[][] dyes, double strength) {
    double[] one = dyes[dice.random().nextInt(dyes.length)];
    double[] other = dyes[dice.random().nextInt(dyes.length)];
    double share = dice.range(0, 0.5);
    double[] mixed = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      mixed[channel] = strength * (one[channel] * (1 - share) + other[channel] * share);
    }
    return mixed;
  }

  /** e to the minus absorbed, from a table of steps of 1/256. */
  private static double through(double absorbed) {
    return PASSED[Math.min(PASSED.length - 1, (int) (absorbed * 256))];
  }

  private static float[] passed() {
    float[] passed = new float[8 * 256];
    for (int i = 0; i < passed.length; i++) {
      passed[i] = (float) StrictMath.exp(-(i + 0.5) / 256);
    }
    return passed;
  }
}
