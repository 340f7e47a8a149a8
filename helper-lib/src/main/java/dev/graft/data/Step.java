package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One step of an augmentation: a record whose components are its options and whose text names it.
 * What it does depends on them and on the numbers it draws, nothing else, so that a view is the
 * same whenever it is made.
 *
 * <pre>{@code
 * record Dim(double share) implements Step.Painting {
 *   public void paint(Planes planes, RandomGenerator random) {
 *     float factor = (float) (1 - share * random.nextDouble());
 *     for (int i = 0; i < planes.values().length; i++) {
 *       planes.values()[i] *= factor;
 *     }
 *   }
 * }
 * Augmentation.of(new Dim(0.5)).flip()
 * }</pre>
 */
public sealed interface Step {

  /** Stands for other steps, which take its place in each view. */
  non-sealed interface Drawing extends Step {
    /**
     * Gives steps that draw nothing themselves.
     *
     * @param random of this step in this view
     * @return the steps in its place
     */
    List<Step> draw(RandomGenerator random);
  }

  /** Chooses the part of the image that is seen; the last such step counts. */
  non-sealed interface Cropping extends Step {
    /**
     * Maps output coordinates to image coordinates.
     *
     * @param imageWidth of the picture, pixels
     * @param imageHeight of the picture, pixels
     * @param width of what the network takes, pixels
     * @param height of what the network takes, pixels
     * @param random of this step in this view
     * @return the map
     */
    AffineTransform frame(
        int imageWidth, int imageHeight, int width, int height, RandomGenerator random);
  }

  /** Moves the picture. */
  non-sealed interface Geometric extends Step {
    /**
     * Maps where to look, in pixels from the output's centre.
     *
     * @param width of what the network takes, pixels
     * @param height of what the network takes, pixels
     * @param random of this step in this view
     * @return the map
     */
    AffineTransform map(int width, int height, RandomGenerator random);
  }

  /** Changes values; the result is cut to 0…255 afterwards. */
  non-sealed interface Painting extends Step {
    /**
     * Changes the values in place.
     *
     * @param planes as the steps before left them
     * @param random of this step in this view
     */
    void paint(Planes planes, RandomGenerator random);
  }

  /**
   * Draws evenly.
   *
   * @param limit of what is drawn
   * @param random of the step
   * @return −limit…limit
   */
  static double within(double limit, RandomGenerator random) {
    return (2 * random.nextDouble() - 1) * limit;
  }

  /**
   * Checks an option.
   *
   * @param name of the option
   * @param value given
   * @param lowest allowed
   * @param highest allowed
   * @throws IllegalArgumentException if the value lies outside
   */
  static void check(String name, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", must be " + lowest + " to " + highest);
    }
  }
}
