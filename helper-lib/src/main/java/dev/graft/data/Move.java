package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Moves by a share of the width and of the height, cut to whole pixels. */
record Move(double right, double down) implements Step.Geometric {

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    return AffineTransform.getTranslateInstance(-(int) (right * width), -(int) (down * height));
  }
}
