package dev.graft.data;

import java.util.random.RandomGenerator;

/** Spreads all values about the mean grey by 1 − share to 1 + share. */
record Contrast(double share) implements Step.Painting {

  Contrast {
    Step.check("contrast", share, 0, 1);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    new Spread(1 + Step.within(share, random)).paint(planes, random);
  }
}
