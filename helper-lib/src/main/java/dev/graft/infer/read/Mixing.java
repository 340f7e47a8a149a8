package dev.graft.infer.read;

import java.util.Locale;

/**
 * How Resize mixes the input's places to the output's (ONNX's operators, Resize).
 *
 * @param mode nearest, linear or cubic
 * @param places how places of the output lie among those of the input
 * @param nearest how nearest rounds
 * @param cubic the coefficient a of the cubic
 */
record Mixing(String mode, String places, String nearest, double cubic) {
  private static final int MOST = 1 << 22;

  static Mixing of(Step step, boolean old) {
    String mode = step.text("mode", "nearest").toLowerCase(Locale.ROOT);
    String places = step.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    String nearest = step.text("nearest_mode", old ? "floor" : "round_prefer_floor");
    if (step.integer("antialias", 0) == 1 || step.integer("exclude_outside", 0) == 1) {
      throw new IllegalArgumentException("it is antialiased");
    }
    return new Mixing(
        mode.equals("bilinear") ? "linear" : mode,
        places,
        nearest,
        step.real("cubic_coeff_a", -0.75));
  }

  float[] matrix(int from, int to, double scale) {
    if ((long) from * to > MOST) {
      throw new IllegalArgumentException("it makes " + to + " places of " + from);
    }
    float[] matrix = new float[from * to];
    for (int i = 0; i < to; i++) {
      double at = place(i, from, to, scale);
      switch (mode) {
        case "nearest" -> matrix[i * from + inside(rounded(at), from)] += 1;
        case "linear" -> {
          double inside = Math.max(0, Math.min(at, from - 1));
          int before = (int) Math.floor(inside);
          double share = inside - before;
          matrix[i * from + before] += (float) (1 - share);
          matrix[i * from + inside(before + 1, from)] += (float) share;
        }
        case "cubic" -> {
          int before = (int) Math.floor(at);
          for (int j = -1; j <= 2; j++) {
            matrix[i * from + inside(before + j, from)] += (float) weight(at - before - j);
          }
        }
        default -> throw new IllegalArgumentException("it resizes by \"" + mode + "\"");
      }
    }
    return matrix;
  }

  private static int inside(int place, int size) {
    return Math.max(0, Math.min(place, size - 1));
  }

  private double place(int i, int from, int to, double scale) {
    return switch (places) {
      case "half_pixel", "half_pixel_symmetric" -> (i + 0.5) / scale - 0.5;
      case "pytorch_half_pixel" -> to > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "align_corners" -> to > 1 ? (double) i * (from - 1) / (to - 1) : 0;
      case "asymmetric" -> i / scale;
      case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
      default -> throw new IllegalArgumentException("its places are \"" + places + "\"");
    };
  }

  private int rounded(double at) {
    return (int)
        switch (nearest) {
          case "floor" -> Math.floor(at);
          case "ceil" -> Math.ceil(at);
          case "round_prefer_ceil" -> Math.floor(at + 0.5);
          default -> Math.ceil(at - 0.5);
        };
  }

  /** Keys's cubic (1981, equation 15). */
  private double weight(double distance) {
    double t = Math.abs(distance);
    if (t <= 1) {
      return ((cubic + 2) * t - (cubic + 3)) * t * t + 1;
    }
    return t < 2 ? ((cubic * t - 5 * cubic) * t + 8 * cubic) * t - 4 * cubic : 0;
  }
}
