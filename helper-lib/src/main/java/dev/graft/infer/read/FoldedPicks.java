package dev.graft.infer.read;

import java.util.List;
import java.util.Map;

/** Constants picked by whole indices. */
final class FoldedPicks {
  static final Map<String, FoldingRule> RULES =
      Map.of("GatherND", FoldedPicks::picked, "GatherElements", FoldedPicks::along);

  private FoldedPicks() {}

  private static List<Known> picked(Step step) {
    Known in = step.known(0);
    Known places = step.known(1);
    if (step.integer("batch_dims", 0) != 0 || places.rank() == 0) {
      throw new IllegalArgumentException("it picks within batches");
    }
    int depth = Math.toIntExact(places.dims()[places.rank() - 1]);
    int kept = in.rank() - depth;
    if (depth < 1 || kept < 0) {
      throw new IllegalArgumentException("it picks by " + depth + " of " + in.rank() + " axes");
    }
    int lead = places.rank() - 1;
    long[] dims = new long[lead + kept];
    System.arraycopy(places.dims(), 0, dims, 0, lead);
    System.arraycopy(in.dims(), depth, dims, lead, kept);
    return List.of(
        Places.moved(
            in,
            dims,
            index -> {
              long first = 0;
              for (int i = 0; i < lead; i++) {
                first = first * places.dims()[i] + index[i];
              }
              long[] from = new long[in.rank()];
              for (int i = 0; i < depth; i++) {
                from[i] = place(places, Math.toIntExact(first * depth + i), in.dims()[i]);
              }
              System.arraycopy(index, lead, from, depth, kept);
              return from;
            }));
  }

  private static List<Known> along(Step step) {
    Known in = step.known(0);
    Known places = step.known(1);
    int axis = in.axis(step.integer("axis", 0));
    if (in.rank() != places.rank()) {
      throw new IllegalArgumentException(
          "it picks from " + in.rank() + " axes by " + places.rank());
    }
    long[] strides = Places.strides(places.dims());
    return List.of(
        Places.moved(
            in,
            places.dims(),
            index -> {
              index[axis] = place(places, Places.at(index, strides), in.dims()[axis]);
              return index;
            }));
  }

  private static long place(Known places, int at, long length) {
    long place = (long) places.at(at);
    long from = place < 0 ? place + length : place;
    if (from < 0 || from >= length) {
      throw new IllegalArgumentException("it picks " + place + " of " + length);
    }
    return from;
  }
}
