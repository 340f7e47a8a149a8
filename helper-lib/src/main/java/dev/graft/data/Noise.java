package dev.graft.data;

import java.util.random.RandomGenerator;

/** Adds Gaussian noise of that standard deviation, in units of 0…255, to every value. */
record Noise(double std) implements Step.Painting {

  Noise {
    Step.check("noise", std, 0, 255);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (std * random.nextGaussian());
    }
  }
}
