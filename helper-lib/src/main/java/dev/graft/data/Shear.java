package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Slants along the width by up to so many degrees either way. */
record Shear(double degrees) implements Step.Geometric {

  Shear {
    Step.check("shear", degrees, 0, 60);
  }

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    return AffineTransform.getShearInstance(
        Math.tan(Math.toRadians(Step.within(degrees, random))), 0);
  }
}
