package dev.graft.infer.read;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Places in arrays that lie in C order. */
final class Places {
  private Places() {}

  static long[] strides(long... dims) {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }

  static long[] index(long at, long... dims) {
    long[] index = new long[dims.length];
    long rest = at;
    for (int i = dims.length - 1; i >= 0; i--) {
      index[i] = rest % dims[i];
      rest /= dims[i];
    }
    return index;
  }

  static int at(long[] index, long[] strides) {
    long at = 0;
    for (int i = 0; i < index.length; i++) {
      at += index[i] * strides[i];
    }
    return Math.toIntExact(at);
  }

  /** Makes an array of other dimensions, each element taken from a place of the first. */
  static Known moved(Known from, long[] dims, UnaryOperator<long[]> source) {
    long[] strides = strides(from.dims());
    return from.like(dims, i -> from.at(at(source.apply(index(i, dims)), strides)));
  }

  /** Gives the dimensions that two arrays have together. */
  static long[] common(long[] a, long[] b) {
    long[] both = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= both.length; i++) {
      long left = i <= a.length ? a[a.length - i] : 1;
      long right = i <= b.length ? b[b.length - i] : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            Arrays.toString(a) + " and " + Arrays.toString(b) + " do not go together");
      }
      both[both.length - i] = left == 1 ? right : left;
    }
    return both;
  }

  /** Finds the place of an element in an array that is repeated to larger dimensions. */
  static int broadcast(long[] index, long[] dims, long[] strides) {
    long at = 0;
    int skipped = index.length - dims.length;
    for (int i = 0; i < dims.length; i++) {
      at += dims[i] == 1 ? 0 : index[i + skipped] * strides[i];
    }
    return Math.toIntExact(at);
  }

  static Known broadcast(Known from, long... dims) {
    if (Arrays.equals(from.dims(), dims)) {
      return from;
    }
    long[] strides = strides(from.dims());
    return Known.of(
            from.whole(), dims, i -> from.at(broadcast(index(i, dims), from.dims(), strides)))
        .from(from.source());
  }
}
