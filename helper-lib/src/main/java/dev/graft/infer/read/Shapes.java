package dev.graft.infer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What operators say of shapes, of constants and of what is computed alike. */
final class Shapes {
  private static final int MOST_AXES = 12;

  private Shapes() {}

  static Known shape(Step step, Value value) {
    long[] dims = value.dims();
    int from = end(step.integer("start", 0), dims.length);
    int to = Math.max(from, end(step.integer("end", dims.length), dims.length));
    return Known.whole(Arrays.copyOfRange(dims, from, to));
  }

  private static int end(long place, int rank) {
    return (int) Math.max(0, Math.min(rank, place < 0 ? place + rank : place));
  }

  static long[] flat(Step step, Value value) {
    long axis = step.integer("axis", 1);
    int at = axis == value.rank() ? value.rank() : value.axis(axis);
    return new long[] {
      Value.product(value.dims(), 0, at), Value.product(value.dims(), at, value.rank())
    };
  }

  /** Reads a target with its copied and its open dimension filled in. */
  static long[] target(Step step, Value value) {
    long[] dims = step.known(1).longs();
    if (dims.length > MOST_AXES) {
      throw new IllegalArgumentException("a shape of " + dims.length + " axes");
    }
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && step.integer("allowzero", 0) == 0 && i < value.rank()) {
        dims[i] = value.dims()[i];
      } else if (dims[i] == -1 && open < 0) {
        open = i;
        dims[i] = 1;
      }
    }
    if (open >= 0) {
      long rest = Value.product(dims);
      long all = Value.product(value.dims());
      if (rest <= 0 || all % rest != 0) {
        throw new IllegalArgumentException(
            Arrays.toString(value.dims())
                + " cannot become "
                + Arrays.toString(step.known(1).longs()));
      }
      dims[open] = all / rest;
    }
    return dims;
  }

  static long[] squeezed(Step step, Value value) {
    long[] axes = step.list("axes", 1);
    boolean[] gone = new boolean[value.rank()];
    for (int i = 0; i < gone.length; i++) {
      gone[i] = axes == null && value.dims()[i] == 1;
    }
    for (int i = 0; axes != null && i < axes.length; i++) {
      gone[value.axis(axes[i])] = true;
    }
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        kept.add(value.dims()[i]);
      } else if (value.dims()[i] != 1) {
        throw new IllegalArgumentException("it squeezes an axis of " + value.dims()[i]);
      }
    }
    return kept.stream().mapToLong(d -> d).toArray();
  }

  static long[] unsqueezed(Step step, Value value) {
    long[] axes = step.list("axes", 1);
    if (axes == null || axes.length > MOST_AXES) {
      throw new IllegalArgumentException("its axes are missing or many");
    }
    long[] dims = new long[value.rank() + axes.length];
    Arrays.fill(dims, -1);
    for (long axis : axes) {
      if (axis < -dims.length || axis >= dims.length) {
        throw new IllegalArgumentException("axis is " + axis + " of " + dims.length);
      }
      dims[(int) (axis < 0 ? axis + dims.length : axis)] = 1;
    }
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0) {
        dims[i] = value.dims()[next++];
      }
    }
    return dims;
  }
}
