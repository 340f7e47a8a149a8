package dev.graft.infer.read;

/** What a name of an ONNX file stands for: numbers that are known, or what an input becomes. */
sealed interface Value permits Known, Flow, Masked {
  /** A prime that no file has as a size: a dimension that it divides holds the batch. */
  long BATCH = 104_729;

  /** The dimensions as ONNX counts them; the one with the batch is a multiple of {@link #BATCH}. */
  long[] dims();

  default int rank() {
    return dims().length;
  }

  /** Reads an axis, counted from the end where it is negative. */
  default int axis(long axis) {
    int rank = rank();
    if (axis < -rank || axis >= Math.max(rank, 1)) {
      throw new IllegalArgumentException("axis is " + axis + " of " + rank);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  static long product(long[] dims, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product = Math.multiplyExact(product, dims[i]);
    }
    return product;
  }

  static long product(long... dims) {
    return product(dims, 0, dims.length);
  }
}
