package dev.graft.data;

import java.awt.geom.AffineTransform;

/** Reads planes between their pixels, wherever an affine map points; borders mirror. */
final class Points {
  private Points() {}

  /** Weighs the four pixels around each point. */
  static Planes bilinear(Planes small, AffineTransform map, int width, int height) {
    Planes out = new Planes(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double atX = inside(column(map, x, y), small.width());
        double atY = inside(row(map, x, y), small.height());
        int left = Math.min((int) atX, Math.max(0, small.width() - 2));
        int above = Math.min((int) atY, Math.max(0, small.height() - 2));
        float shareX = (float) (atX - left);
        float shareY = (float) (atY - above);
        int right = small.width() > 1 ? 1 : 0;
        int below = small.height() > 1 ? small.width() : 0;
        for (int channel = 0; channel < 3; channel++) {
          int at = channel * small.plane() + above * small.width() + left;
          float[] from = small.values();
          float upper = from[at] + shareX * (from[at + right] - from[at]);
          float lower = from[at + below] + shareX * (from[at + below + right] - from[at + below]);
          out.values()[channel * out.plane() + y * width + x] = upper + shareY * (lower - upper);
        }
      }
    }
    return out;
  }

  /** Weighs the sixteen pixels around each point, and clamps what overshoots. */
  static Planes bicubic(Planes small, AffineTransform map, int width, int height) {
    Planes out = new Planes(width, height);
    int[] columns = new int[4];
    int[] rows = new int[4];
    float[] across = new float[4];
    float[] down = new float[4];
    float[] from = small.values();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        four(inside(column(map, x, y), small.width()), small.width(), columns, across);
        four(inside(row(map, x, y), small.height()), small.height(), rows, down);
        for (int channel = 0; channel < 3; channel++) {
          float sum = 0;
          for (int j = 0; j < 4; j++) {
            int line = channel * small.plane() + rows[j] * small.width();
            sum +=
                down[j]
                    * (across[0] * from[line + columns[0]]
                        + across[1] * from[line + columns[1]]
                        + across[2] * from[line + columns[2]]
                        + across[3] * from[line + columns[3]]);
          }
          out.values()[channel * out.plane() + y * width + x] = sum;
        }
      }
    }
    out.clamp();
    return out;
  }

  /** The four pixels of a line around a coordinate, with what Keys's cubic weighs them. */
  private static void four(double at, int size, int[] pixels, float[] weights) {
    int before = (int) at;
    for (int i = 0; i < 4; i++) {
      pixels[i] = Math.max(0, Math.min(size - 1, before - 1 + i));
    }
    float t = (float) (at - before);
    weights[0] = ((1 - 0.5f * t) * t - 0.5f) * t;
    weights[1] = (1.5f * t - 2.5f) * t * t + 1;
    weights[2] = ((2 - 1.5f * t) * t + 0.5f) * t;
    weights[3] = (0.5f * t - 0.5f) * t * t;
  }

  private static double column(AffineTransform map, int x, int y) {
    return map.getScaleX() * (x + 0.5) + map.getShearX() * (y + 0.5) + map.getTranslateX();
  }

  private static double row(AffineTransform map, int x, int y) {
    return map.getShearY() * (x + 0.5) + map.getScaleY() * (y + 0.5) + map.getTranslateY();
  }

  /** A coordinate among pixel centres: reflected at the border, then 0 … size − 1. */
  private static double inside(double at, int size) {
    return Math.max(0, Math.min(size - 1, Kernel.reflect(at, size) - 0.5));
  }
}
