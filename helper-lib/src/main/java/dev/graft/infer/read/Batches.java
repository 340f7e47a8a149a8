package dev.graft.infer.read;

import java.util.Arrays;

/**
 * Finds the batch in a shape that a file demands. A file for one image says 1 where the batch is,
 * or leaves it out of a product; it is put where as much stands before it as did.
 */
final class Batches {
  private Batches() {}

  static long[] of(Step step, Flow x) {
    long[] wanted = step.known(1).longs();
    boolean told = Arrays.stream(wanted).anyMatch(d -> d > 0 && d % Value.BATCH == 0);
    boolean copied = x.batch() < wanted.length && wanted[x.batch()] == 0;
    if (told || copied) {
      return Shapes.target(step, x);
    }
    long fixed = step.drawing().fixedBatch();
    boolean open = Arrays.stream(wanted).anyMatch(d -> d == -1);
    if (fixed == 0 && open) {
      long[] dims = Shapes.target(step, x);
      if (dims[opened(wanted)] % Value.BATCH == 0 && fits(x, dims)) {
        return dims;
      }
    }
    return placed(step, x, Math.max(fixed, 1));
  }

  private static int opened(long... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] == -1) {
        return i;
      }
    }
    return 0;
  }

  private static boolean fits(Flow x, long... dims) {
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] % Value.BATCH == 0) {
        long before = Value.product(dims, 0, i);
        return before > 0 && x.before() % before == 0;
      }
    }
    return false;
  }

  /** Reads the shape as that of the images which the file is made for. */
  private static long[] placed(Step step, Flow x, long images) {
    long[] dims = x.dims().clone();
    dims[x.batch()] = x.factor() * images;
    long[] target = Shapes.target(step, new Known(dims, true, new double[0], "", -1));
    if (Value.product(target) != Value.product(dims)) {
      throw new IllegalArgumentException(
          Arrays.toString(dims) + " cannot become " + Arrays.toString(target));
    }
    long before = 1;
    for (int i = 0; i < target.length; i++) {
      if (before == x.before() && target[i] % images == 0) {
        target[i] = target[i] / images * Value.BATCH;
        return target;
      }
      before *= target[i];
    }
    throw new IllegalArgumentException("it mixes what belongs to several samples");
  }
}
