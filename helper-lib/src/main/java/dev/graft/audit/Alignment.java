package dev.graft.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a photo lies within another, if it is a part of it: the rectangle, and how well both agree
 * there.
 *
 * @param left of the rectangle, in pixels of the larger one
 * @param top of the rectangle
 * @param wide of the rectangle
 * @param high of the rectangle
 * @param agreement correlation of what is seen, edges and texture, −1…1
 */
record Alignment(double left, double top, double wide, double high, double agreement) {
  static final int SIDE = 64;
  private static final int COARSE = 16;
  private static final int LEAST = 10;
  private static final int TRIED = 3;

  /** One photo made as small as it would be within another. */
  private record Stamp(float[] values, int width, int height) {}

  /** A photo in all sizes that it may have within another. */
  static final class Part {
    private final Grey whole;
    private final List<Stamp> stamps = new ArrayList<>();

    Part(Grey whole) {
      this.whole = whole;
      for (int across = LEAST; across <= COARSE; across++) {
        for (int down = LEAST; down <= COARSE; down++) {
          if (Math.abs(across - down) <= 2) {
            Grey cells = whole.cells(0, 0, SIDE, SIDE, across, down).detail(2);
            stamps.add(new Stamp(unit(cells.values()), across, down));
          }
        }
      }
    }
  }

  private static float[] unit(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(sum, 1e-9)));
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = values[i] * scale;
    }
    return unit;
  }

  /** A photo that another may be a part of. */
  static Grey field(Grey whole) {
    return whole.cells(0, 0, SIDE, SIDE, COARSE, COARSE).detail(2);
  }

  /**
   * Looks for the best places by small pictures, all sizes and places: the best few sizes, each at
   * its best place, where they agree at least so much.
   */
  static List<Alignment> coarse(Part part, Grey field, double least) {
    List<Alignment> found = new ArrayList<>();
    for (Stamp stamp : part.stamps) {
      double best = least;
      int left = -1;
      int top = 0;
      for (int y = 0; y + stamp.height <= COARSE; y++) {
        for (int x = 0; x + stamp.width <= COARSE; x++) {
          double agreement = at(stamp, field.values(), x, y);
          if (agreement > best) {
            best = agreement;
            left = x;
            top = y;
          }
        }
      }
      if (left >= 0) {
        double pixel = (double) SIDE / COARSE;
        found.add(
            new Alignment(
                left * pixel, top * pixel, stamp.width * pixel, stamp.height * pixel, best));
      }
    }
    found.sort(Comparator.comparingDouble(Alignment::agreement).reversed());
    return found.subList(0, Math.min(TRIED, found.size()));
  }

  private static double at(Stamp stamp, float[] field, int left, int top) {
    float both = 0;
    float norm = 0;
    for (int y = 0; y < stamp.height; y++) {
      int from = (top + y) * COARSE + left;
      int own = y * stamp.width;
      for (int x = 0; x < stamp.width; x++) {
        float seen = field[from + x];
        both += seen * stamp.values[own + x];
        norm += seen * seen;
      }
    }
    return both / Math.sqrt(Math.max(norm, 1e-9));
  }

  /** Moves the rectangle until both agree best: Gauss-Newton on the pixels. */
  Alignment refined(Grey part, Grey whole) {
    double[] p = {left, wide / SIDE, top, high / SIDE};
    for (int round = 0; round < 12; round++) {
      double[] move = step(part, whole, p);
      double most = 0;
      for (int i = 0; i < 4; i++) {
        p[i] +=
            i % 2 == 0
                ? Math.max(-4, Math.min(4, move[i]))
                : Math.max(-0.06, Math.min(0.06, move[i]));
        most = Math.max(most, Math.abs(i % 2 == 0 ? move[i] : move[i] * SIDE));
      }
      p[1] = Math.max(0.5, Math.min(1.05, p[1]));
      p[3] = Math.max(0.5, Math.min(1.05, p[3]));
      if (most < 0.02) {
        break;
      }
    }
    double w = Math.min(SIDE, p[1] * SIDE);
    double h = Math.min(SIDE, p[3] * SIDE);
    double x = Math.max(0, Math.min(SIDE - w, p[0]));
    double y = Math.max(0, Math.min(SIDE - h, p[2]));
    return new Alignment(x, y, w, h, compared(part, whole, x, y, w, h));
  }

  static double compared(Grey part, Grey whole, double x, double y, double w, double h) {
    int across = (int) Math.round(w / 1.6);
    int down = (int) Math.round(h / 1.6);
    Grey a = whole.cells(x, y, w, h, across, down).detail(2);
    Grey b = part.cells(0, 0, SIDE, SIDE, across, down).detail(2);
    return a.correlation(b);
  }

  /** Solves for left, scale, top, scale, gain and bias. */
  private static double[] step(Grey part, Grey whole, double[] p) {
    double[][] normal = new double[6][7];
    double[] row = new double[7];
    for (int y = 0; y < SIDE; y++) {
      double wy = p[2] + p[3] * (y + 0.5) - 0.5;
      if (wy < 1 || wy >= SIDE - 2) {
        continue;
      }
      for (int x = 0; x < SIDE; x++) {
        double wx = p[0] + p[1] * (x + 0.5) - 0.5;
        if (wx < 1 || wx >= SIDE - 2) {
          continue;
        }
        int ix = (int) wx;
        int iy = (int) wy;
        double fx = wx - ix;
        double fy = wy - iy;
        int o = iy * SIDE + ix;
        float[] v = whole.values();
        double v00 = v[o];
        double v01 = v[o + 1];
        double v10 = v[o + SIDE];
        double v11 = v[o + SIDE + 1];
        double value = (v00 * (1 - fx) + v01 * fx) * (1 - fy) + (v10 * (1 - fx) + v11 * fx) * fy;
        double gx = (v01 - v00) * (1 - fy) + (v11 - v10) * fy;
        double gy = (v10 - v00) * (1 - fx) + (v11 - v01) * fx;
        row[0] = gx;
        row[1] = gx * (x + 0.5);
        row[2] = gy;
        row[3] = gy * (y + 0.5);
        row[4] = -part.values()[y * SIDE + x];
        row[5] = -1;
        row[6] = -value;
        for (int i = 0; i < 6; i++) {
          for (int j = i; j < 7; j++) {
            normal[i][j] += row[i] * row[j];
          }
        }
      }
    }
    return solve(normal);
  }

  private static double[] solve(double[][] m) {
    int n = m.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        m[i][j] = m[j][i];
      }
      m[i][i] += 1e-6 * m[i][i] + 1e-9;
    }
    for (int i = 0; i < n; i++) {
      for (int k = i + 1; k < n; k++) {
        double f = m[k][i] / m[i][i];
        for (int j = i; j <= n; j++) {
          m[k][j] -= f * m[i][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = m[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= m[i][j] * x[j];
      }
      x[i] = sum / m[i][i];
    }
    return x;
  }
}
