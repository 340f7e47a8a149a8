package dev.graft.data;

import java.util.random.RandomGenerator;

/** Multiplies all values. */
record Brighten(double factor) implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float times = (float) factor;
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= times;
    }
  }
}
