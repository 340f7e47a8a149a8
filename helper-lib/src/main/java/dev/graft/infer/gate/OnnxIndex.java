package dev.graft.infer.gate;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Which elements of two shapes meet, and numbers taken from one shape to another, for the few that
 * shapes are made of.
 */
final class OnnxIndex {
  private static final int FEW = 1024;

  private OnnxIndex() {}

  /** Gives the shape that two have together. */
  static long[] common(long[] a, long[] b) {
    long[] both = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= both.length; i++) {
      long left = i <= a.length ? a[a.length - i] : 1;
      long right = i <= b.length ? b[b.length - i] : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "shapes %s and %s do not go together"
                .formatted(Arrays.toString(a), Arrays.toString(b)));
      }
      both[both.length - i] = left == 1 ? right : left;
    }
    return both;
  }

  /** Gives the numbers of a value as if it had a larger shape; null where there are many. */
  static double[] broadcast(OnnxValue from, long... dims) {
    int lacking = dims.length - from.rank();
    return picked(
        from,
        dims,
        at -> {
          long[] index = new long[from.rank()];
          for (int i = 0; i < index.length; i++) {
            index[i] = from.dims[i] == 1 ? 0 : at[i + lacking];
          }
          return index;
        });
  }

  /**
   * Gives a value of another shape, each of whose elements is the one at an index of this value.
   */
  static OnnxValue moved(OnnxValue from, long[] dims, UnaryOperator<long[]> index) {
    return OnnxValue.of(from.type, dims).numbers(picked(from, dims, index));
  }

  /**
   * Gives the numbers of another shape, by the index in {@code from} of each; null where they are
   * not known or many.
   */
  static double[] picked(OnnxValue from, long[] dims, UnaryOperator<long[]> index) {
    double size = 1;
    for (long d : dims) {
      size *= d;
    }
    if (from.numbers == null || size > FEW) {
      return null;
    }
    double[] picked = new double[(int) size];
    long[] at = new long[dims.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = from.numbers[flat(from.dims, index.apply(at))];
      for (int axis = dims.length - 1; axis >= 0 && ++at[axis] == dims[axis]; axis--) {
        at[axis] = 0;
      }
    }
    return picked;
  }

  private static int flat(long[] dims, long[] index) {
    long flat = 0;
    for (int i = 0; i < dims.length; i++) {
      flat = flat * dims[i] + index[i];
    }
    return (int) flat;
  }
}
