package dev.graft.data;

import java.util.random.RandomGenerator;

/** Spreads all values about the mean grey by 1 − share to 1 + share. */
record Contrast(double share) implements Step.Painting {

  Contrast {
    Step.check("contrast", share, 0, 1);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float factor = (float) (1 + Step.within(share, random));
    double sum = 0;
    for (int i = 0; i < planes.plane(); i++) {
      sum += planes.grey(i);
    }
    float mean = (float) (sum / planes.plane());
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + factor * (values[i] - mean);
    }
  }
}
