package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/**
 * Mirrors half of the images, left and right or top and bottom. Of two successive views of an image
 * one is mirrored: where views are few and kept, as many images as can be are seen both ways
 * (antithetic variates; drawn alone, two views would show half of the images one way only).
 */
record Flip(boolean vertical) implements Step.Geometric {

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    return random.nextBoolean() ? new AffineTransform() : mirror();
  }

  /**
   * Mirrors in one of two views.
   *
   * @param random the same for both
   * @param second whether it is the second of them
   */
  AffineTransform map(RandomGenerator random, boolean second) {
    return random.nextBoolean() == second ? mirror() : new AffineTransform();
  }

  private AffineTransform mirror() {
    return AffineTransform.getScaleInstance(vertical ? 1 : -1, vertical ? -1 : 1);
  }

  /** Features of views that were drawn one by one are known by another text. */
  @Override
  public String toString() {
    return "Flip[vertical=" + vertical + ", in turn]";
  }
}
