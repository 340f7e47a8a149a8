package dev.graft.data;

import java.util.Arrays;

/**
 * The long waves of a plane of values: coefficients of its discrete Fourier transform of up to so
 * many waves along either side, {@code Σ x(r, c) exp(−2πi (u c / width + v r / height))}. Those of
 * −u, −v are their conjugates, so that {@code u} is 0…most and {@code v} is −most…most.
 */
final class Waves {
  private final int width;
  private final int height;
  private final int most;
  private final Circle across;
  private final Circle down;

  /**
   * @param most waves along a side, less than half of either
   */
  Waves(int width, int height, int most) {
    this.width = width;
    this.height = height;
    this.most = most;
    this.across = new Circle(width);
    this.down = new Circle(height);
  }

  /** A coefficient for each of them, real and imaginary parts. */
  record Spectrum(double[] real, double[] imaginary) {
    Spectrum(int count) {
      this(new double[count], new double[count]);
    }

    double amplitude(int wave) {
      return Math.hypot(real[wave], imaginary[wave]);
    }
  }

  /** Sine and cosine of each part of a side. */
  private static final class Circle {
    private final double[] cos;
    private final double[] sin;

    Circle(int parts) {
      cos = new double[parts];
      sin = new double[parts];
      for (int i = 0; i < parts; i++) {
        cos[i] = StrictMath.cos(2 * Math.PI * i / parts);
        sin[i] = StrictMath.sin(2 * Math.PI * i / parts);
      }
    }
  }

  int count() {
    return (most + 1) * (2 * most + 1);
  }

  private int wave(int u, int v) {
    return (v + most) * (most + 1) + u;
  }

  /**
   * Reads the coefficients.
   *
   * @param values with a plane in them
   * @param from where it begins
   */
  Spectrum of(float[] values, int from) {
    Spectrum found = new Spectrum(count());
    for (int row = 0; row < height; row++) {
      for (int u = 0; u <= most; u++) {
        double real = 0;
        double imaginary = 0;
        for (int column = 0, at = 0; column < width; column++, at = step(at, u, width)) {
          float value = values[from + row * width + column];
          real += value * across.cos[at];
          imaginary -= value * across.sin[at];
        }
        for (int v = -most; v <= most; v++) {
          int at = Math.floorMod(v * row, height);
          int wave = wave(u, v);
          found.real[wave] += real * down.cos[at] + imaginary * down.sin[at];
          found.imaginary[wave] += imaginary * down.cos[at] - real * down.sin[at];
        }
      }
    }
    return found;
  }

  /** Adds waves to a plane: what {@link #of} reads afterwards is more by their coefficients. */
  void add(Spectrum waves, float[] values, int from) {
    double[] sums = new double[width];
    for (int row = 0; row < height; row++) {
      Arrays.fill(sums, 0);
      for (int u = 0; u <= most; u++) {
        double real = 0;
        double imaginary = 0;
        for (int v = -most; v <= most; v++) {
          int at = Math.floorMod(v * row, height);
          int wave = wave(u, v);
          real += waves.real[wave] * down.cos[at] - waves.imaginary[wave] * down.sin[at];
          imaginary += waves.real[wave] * down.sin[at] + waves.imaginary[wave] * down.cos[at];
        }
        double share = u == 0 ? 1 : 2;
        for (int column = 0, at = 0; column < width; column++, at = step(at, u, width)) {
          sums[column] += share * (real * across.cos[at] - imaginary * across.sin[at]);
        }
      }
      for (int column = 0; column < width; column++) {
        values[from + row * width + column] += (float) (sums[column] / ((double) width * height));
      }
    }
  }

  private static int step(int at, int by, int parts) {
    int next = at + by;
    return next < parts ? next : next - parts;
  }
}
