package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Shows between 1 − share and 1 + share of the picture's sides. */
record Zoom(double share) implements Step.Geometric {

  Zoom {
    Step.check("zoom", share, 0, 0.9);
  }

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    double scale = 1 + Step.within(share, random);
    return AffineTransform.getScaleInstance(scale, scale);
  }
}
