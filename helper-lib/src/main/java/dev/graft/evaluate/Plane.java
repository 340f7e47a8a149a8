package dev.graft.evaluate;

import java.util.Locale;

/**
 * Shows images as points in the plane of the two directions along which their features differ most.
 *
 * @param x first principal component of each image (N)
 * @param y second principal component of each image (N)
 * @param xShare share of all variance that lies along x, 0…1
 * @param yShare share of all variance that lies along y, 0…1
 */
public record Plane(double[] x, double[] y, double xShare, double yShare) {

  /** Copies the points. */
  public Plane {
    x = x.clone();
    y = y.clone();
  }

  @Override
  public double[] x() {
    return x.clone();
  }

  @Override
  public double[] y() {
    return y.clone();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d points; x holds %.1f %% of the variance, y %.1f %%",
        x.length,
        100 * xShare,
        100 * yShare);
  }
}
