package dev.graft.data;

import java.util.random.RandomGenerator;

/** Inverts the values from a threshold on. */
record Solarize(double threshold) implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] >= threshold ? 255 - values[i] : values[i];
    }
  }
}
