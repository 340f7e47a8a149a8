package dev.graft.data;

import java.util.random.RandomGenerator;

/** Stretches each channel to 0…255; one of a single value stays. */
record AutoContrast() implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float[] values = planes.values();
    for (int from = 0; from < values.length; from += planes.plane()) {
      int to = from + planes.plane();
      float lowest = Float.POSITIVE_INFINITY;
      float highest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        lowest = Math.min(lowest, values[i]);
        highest = Math.max(highest, values[i]);
      }
      for (int i = from; i < to && lowest < highest; i++) {
        values[i] = 255 * (values[i] - lowest) / (highest - lowest);
      }
    }
  }
}
