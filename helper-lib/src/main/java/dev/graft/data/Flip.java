package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Mirrors half of the images, left and right or top and bottom. */
record Flip(boolean vertical) implements Step.Geometric {

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    if (random.nextBoolean()) {
      return new AffineTransform();
    }
    return AffineTransform.getScaleInstance(vertical ? 1 : -1, vertical ? -1 : 1);
  }
}
