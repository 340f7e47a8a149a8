package dev.graft.data;

import java.util.random.RandomGenerator;

/** Keeps so many of the upper of 8 bits. */
record Posterize(int bits) implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    int mask = 0xff << 8 - bits & 0xff;
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i]) & mask;
    }
  }
}
