package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Slants by so many pixels a pixel; the left upper corner stays. */
record Slant(double x, double y) implements Step.Geometric {

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    return new AffineTransform(1, y, x, 1, x * height / 2, y * width / 2);
  }
}
