package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Turns by up to so many degrees either way. */
record Rotate(double degrees) implements Step.Geometric {

  Rotate {
    Step.check("rotate", degrees, 0, 180);
  }

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    return AffineTransform.getRotateInstance(Math.toRadians(Step.within(degrees, random)));
  }
}
