package dev.graft.data;

import java.util.random.RandomGenerator;

/** Spreads the colours of each pixel about its own grey. */
record Saturate(double factor) implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float times = (float) factor;
    float[] values = planes.values();
    for (int pixel = 0; pixel < planes.plane(); pixel++) {
      float grey = planes.grey(pixel);
      for (int i = pixel; i < values.length; i += planes.plane()) {
        values[i] = grey + times * (values[i] - grey);
      }
    }
  }
}
