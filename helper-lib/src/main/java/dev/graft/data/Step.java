package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One step of an augmentation. Its record's components are its options, and its text names it; what
 * it does depends on them and on the numbers it draws, nothing else.
 */
sealed interface Step {

  /** Stands for other steps, which take its place in each view. */
  non-sealed interface Drawing extends Step {
    /** Gives steps that draw nothing themselves. */
    List<Step> draw(RandomGenerator random);
  }

  /** Chooses the part of the image that is seen; the last such step counts. */
  non-sealed interface Cropping extends Step {
    /** Maps output coordinates to image coordinates. */
    AffineTransform frame(
        int imageWidth, int imageHeight, int width, int height, RandomGenerator random);
  }

  /** Moves the picture. */
  non-sealed interface Geometric extends Step {
    /** Maps where to look, in pixels from the output's centre. */
    AffineTransform map(int width, int height, RandomGenerator random);
  }

  /** Changes values; the result is cut to 0…255 afterwards. */
  non-sealed interface Painting extends Step {
    void paint(Planes planes, RandomGenerator random);
  }

  /** Draws evenly from −limit…limit. */
  static double within(double limit, RandomGenerator random) {
    return (2 * random.nextDouble() - 1) * limit;
  }

  static void check(String name, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", must be " + lowest + " to " + highest);
    }
  }
}
