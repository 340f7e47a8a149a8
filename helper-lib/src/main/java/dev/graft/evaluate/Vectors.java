package dev.graft.evaluate;

/** Arithmetic of vectors of equal length. */
final class Vectors {
  private Vectors() {}

  /** Computes the inner product. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Adds a multiple of a vector to another, in place. */
  static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
