package dev.graft.audit;

import java.awt.image.BufferedImage;

/**
 * What is kept of a photo: its size in pixels, and its grey square, one byte a pixel.
 *
 * @param width in pixels
 * @param height in pixels
 * @param square {@link Alignment#SIDE} pixels wide and high
 */
record Glance(int width, int height, byte[] square) {
  /** Of the square's border, in its pixels. */
  private static final int FRAME = 2;

  static Glance at(BufferedImage image) {
    Grey grey = Grey.square(image, Alignment.SIDE);
    byte[] square = new byte[grey.values().length];
    for (int i = 0; i < square.length; i++) {
      square[i] = (byte) Math.round(grey.values()[i]);
    }
    return new Glance(image.getWidth(), image.getHeight(), square);
  }

  Grey grey() {
    float[] values = new float[square.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = square[i] & 255;
    }
    return new Grey(values, Alignment.SIDE);
  }

  double brightness() {
    double sum = 0;
    for (byte value : square) {
      sum += value & 255;
    }
    return sum / square.length;
  }

  /** The mean of the outermost pixels. */
  double border() {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < Alignment.SIDE; y++) {
      for (int x = 0; x < Alignment.SIDE; x++) {
        if (Math.min(Math.min(x, Alignment.SIDE - 1 - x), Math.min(y, Alignment.SIDE - 1 - y))
            < FRAME) {
          sum += square[y * Alignment.SIDE + x] & 255;
          count++;
        }
      }
    }
    return sum / count;
  }

  /** Tells much of the whole in few numbers, the same ones however it is turned or mirrored. */
  float[] symmetric() {
    Grey small = grey().cells(0, 0, Alignment.SIDE, Alignment.SIDE, 16, 16);
    float[] sum = new float[small.values().length];
    for (int way = 0; way < 8; way++) {
      float[] laid = small.laid(way).values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += laid[i];
      }
    }
    double mean = 0;
    for (float value : sum) {
      mean += value / sum.length;
    }
    double norm = 1e-3;
    for (float value : sum) {
      norm += (value - mean) * (value - mean);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) ((sum[i] - mean) / Math.sqrt(norm));
    }
    return sum;
  }
}
