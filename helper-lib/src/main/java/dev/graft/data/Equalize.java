package dev.graft.data;

import java.util.random.RandomGenerator;

/**
 * Makes all values of each channel about equally frequent, in whole numbers as Pillow's {@code
 * ImageOps.equalize}: a channel with fewer than 255 pixels below its largest value stays.
 */
record Equalize() implements Step.Painting {
  private static final int LEVELS = 256;

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float[] values = planes.values();
    for (int from = 0; from < values.length; from += planes.plane()) {
      int[] counts = new int[LEVELS];
      int largest = 0;
      for (int i = from; i < from + planes.plane(); i++) {
        int value = Math.round(values[i]);
        counts[value]++;
        largest = Math.max(largest, value);
      }
      int step = (planes.plane() - counts[largest]) / (LEVELS - 1);
      if (step > 0) {
        float[] table = table(counts, step);
        for (int i = from; i < from + planes.plane(); i++) {
          values[i] = table[Math.round(values[i])];
        }
      }
    }
  }

  private static float[] table(int[] counts, int step) {
    float[] table = new float[LEVELS];
    int below = step / 2;
    for (int value = 0; value < LEVELS; value++) {
      table[value] = Math.min(LEVELS - 1, below / step);
      below += counts[value];
    }
    return table;
  }
}
