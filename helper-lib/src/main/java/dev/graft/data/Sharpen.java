package dev.graft.data;

import java.util.random.RandomGenerator;

/**
 * Spreads all values about those of the smoothed picture: a pixel counts 5/13, each of its eight
 * neighbours 1/13. The outermost pixels stay, as in Pillow and torchvision.
 */
record Sharpen(double factor) implements Step.Painting {

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    float times = (float) factor;
    int width = planes.width();
    float[] values = planes.values();
    float[] sharp = values.clone();
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 1; y < planes.height() - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
          int at = channel * planes.plane() + y * width + x;
          float smooth = (4 * values[at] + square(values, at, width)) / 13;
          sharp[at] = smooth + times * (values[at] - smooth);
        }
      }
    }
    System.arraycopy(sharp, 0, values, 0, values.length);
  }

  private static float square(float[] values, int at, int width) {
    float sum = 0;
    for (int row = at - width; row <= at + width; row += width) {
      sum += values[row - 1] + values[row] + values[row + 1];
    }
    return sum;
  }
}
