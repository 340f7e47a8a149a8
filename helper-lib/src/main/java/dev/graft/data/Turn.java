package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Turns by so many degrees, against the clock. */
record Turn(double degrees) implements Step.Geometric {

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    return AffineTransform.getRotateInstance(Math.toRadians(degrees));
  }
}
