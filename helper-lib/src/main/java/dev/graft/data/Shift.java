package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** Moves by up to so large a share of the width and of the height either way. */
record Shift(double width, double height) implements Step.Geometric {

  Shift {
    Step.check("shift in width", width, 0, 1);
    Step.check("shift in height", height, 0, 1);
  }

  @Override
  public AffineTransform map(int width, int height, RandomGenerator random) {
    double x = Step.within(this.width, random) * width;
    double y = Step.within(this.height, random) * height;
    return AffineTransform.getTranslateInstance(x, y);
  }
}
