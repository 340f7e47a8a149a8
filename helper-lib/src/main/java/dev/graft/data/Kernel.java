package dev.graft.data;

import dev.graft.data.InputContract.Interpolation;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The weights of one axis of an antialiased resampling: a window stretched to the width of an
 * output pixel, never narrower than an input pixel. The arithmetic is Pillow's ({@code
 * Resample.c}).
 */
final class Kernel {
  /** First input pixel of each output pixel. */
  final int[] first;

  /** Weights of the input pixels from there on; they sum to 1. */
  final float[][] weights;

  /** Output pixel {@code i} shows the input around {@code scale · (i + 0.5) + offset}. */
  Kernel(int size, int outputs, double scale, double offset, Interpolation interpolation) {
    first = new int[outputs];
    weights = new float[outputs][];
    double stretch = Math.max(1, Math.abs(scale));
    double reach = stretch * reach(interpolation);
    for (int i = 0; i < outputs; i++) {
      double centre = reflect(scale * (i + 0.5) + offset, size);
      int from = Math.max(0, (int) (centre - reach + 0.5));
      int to = Math.min(size, (int) (centre + reach + 0.5));
      first[i] = from;
      weights[i] = weights(from, to, centre, stretch, interpolation);
    }
  }

  private static float[] weights(
      int from, int to, double centre, double stretch, Interpolation interpolation) {
    double[] exact = new double[to - from];
    double sum = 0;
    for (int j = 0; j < exact.length; j++) {
      exact[j] = window(interpolation, Math.abs((from + j + 0.5 - centre) / stretch));
      sum += exact[j];
    }
    float[] weights = new float[exact.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (float) (exact[j] / sum);
    }
    return weights;
  }

  /** How far a window reaches to either side, in pixels. */
  private static int reach(Interpolation interpolation) {
    return switch (interpolation) {
      case BILINEAR -> 1;
      case BICUBIC -> 2;
    };
  }

  /** The height of a window at a distance from its centre: a triangle, or Keys's cubic. */
  private static double window(Interpolation interpolation, double distance) {
    return switch (interpolation) {
      case BILINEAR -> Math.max(0, 1 - distance);
      case BICUBIC -> {
        double far = Math.min(2, distance);
        yield far < 1 ? (1.5 * far - 2.5) * far * far + 1 : ((2.5 - 0.5 * far) * far - 4) * far + 2;
      }
    };
  }

  /** Mirrors a coordinate at the borders 0 and size until it lies within. */
  static double reflect(double at, double size) {
    if (at >= 0 && at <= size) {
      return at;
    }
    double period = 2 * size;
    double folded = at - period * Math.floor(at / period);
    return folded <= size ? folded : period - folded;
  }

  /** The first input pixel that is seen. */
  int lowest() {
    return Arrays.stream(first).min().orElse(0);
  }

  /** What follows the last input pixel that is seen. */
  int highest() {
    return IntStream.range(0, first.length).map(this::last).max().orElse(0);
  }

  /** What follows the last input pixel of an output pixel. */
  int last(int output) {
    return first[output] + weights[output].length;
  }
}
