package dev.graft.data;

import java.util.random.RandomGenerator;

/** Spreads all values about the mean grey. */
record Spread(double factor) implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float times = (float) factor;
    double sum = 0;
    for (int i = 0; i < planes.plane(); i++) {
      sum += planes.grey(i);
    }
    float mean = (float) (sum / planes.plane());
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + times * (values[i] - mean);
    }
  }
}
