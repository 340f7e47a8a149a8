package dev.graft.data;

import java.util.random.RandomGenerator;

/** Multiplies all values by 1 − share to 1 + share. */
record Brightness(double share) implements Step.Painting {

  Brightness {
    Step.check("brightness", share, 0, 1);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    new Brighten(1 + Step.within(share, random)).paint(planes, random);
  }
}
