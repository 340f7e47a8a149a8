package dev.graft.infer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An assignment to a part of an array, {@code x[:, a:b] = y}: what is before, y, what is behind.
 */
final class ReadAssignments {
  static final Map<String, Reading> ALL =
      Map.of(
          "ScatterND", ReadAssignments::scatter,
          "ScatterElements", ReadAssignments::along);

  private ReadAssignments() {}

  private static List<Value> scatter(Step step) {
    Flow x = whole(step);
    Known places = step.known(1);
    int axes = Math.toIntExact(places.rank() == 0 ? 0 : places.dims()[places.rank() - 1]);
    if (axes < 1 || axes > x.rank() || places.size() == 0) {
      throw new IllegalArgumentException("its places have " + axes + " of " + x.rank() + " axes");
    }
    List<Range> box = box(step, x, places, axes);
    long[] dims = x.dims().clone();
    box.forEach(range -> dims[range.axis()] = range.count());
    Flow y = step.drawing().reshaped(step.path(), flow(step, 2, x), dims);
    return List.of(assigned(step, x, y, box));
  }

  /** Every element along an axis goes where the others beside it go. */
  private static List<Value> along(Step step) {
    Flow x = whole(step);
    Known places = step.known(1);
    int axis = x.axis(step.integer("axis", 0));
    boolean whole = places.rank() == x.rank() && axis != x.batch() && places.size() > 0;
    for (int i = 0; whole && i < x.rank(); i++) {
      whole = i == axis || places.dims()[i] == x.dims()[i];
    }
    long[] one = whole && places.repeated() >= 0 ? places.once().dims() : places.dims();
    long first = (long) places.at(0) + (places.at(0) < 0 ? x.dims()[axis] : 0);
    for (int i = 0; whole && i < places.size(); i++) {
      long at = (long) places.at(i) + (places.at(i) < 0 ? x.dims()[axis] : 0);
      whole = at == first + Places.index(i, one)[axis];
    }
    if (!whole || first < 0 || first + one[axis] > x.dims()[axis]) {
      throw new IllegalArgumentException("the places it assigns to are no range of whole rows");
    }
    Range range = new Range(axis, first, one[axis], 1);
    return List.of(assigned(step, x, flow(step, 2, x), List.of(range)));
  }

  /** What it assigns to, where it puts and does not add. */
  private static Flow whole(Step step) {
    if (!step.text("reduction", "none").equals("none")) {
      throw new IllegalArgumentException("it adds to what is there");
    }
    return flow(step, 0, step.in(0) instanceof Flow flow ? flow : step.flow(2));
  }

  private static Flow flow(Step step, int input, Flow beside) {
    return step.in(input) instanceof Flow flow
        ? flow
        : step.drawing().given(step.path(), (Known) step.in(input), beside);
  }

  /** Puts y into x, axis by axis. */
  private static Flow assigned(Step step, Flow x, Flow y, List<Range> box) {
    if (box.isEmpty()) {
      return y;
    }
    Range range = box.get(0);
    List<Range> rest = box.subList(1, box.size());
    int axis = range.axis();
    long length = x.dims()[axis];
    if (range.count() == length) {
      return assigned(step, x, y, rest);
    }
    List<Flow> parts = new ArrayList<>();
    if (range.from() > 0) {
      parts.add(ReadPlaces.taken(step, x, new Range(axis, 0, range.from(), 1)));
    }
    boolean whole = rest.stream().allMatch(r -> r.count() == x.dims()[r.axis()]);
    parts.add(whole ? y : assigned(step, ReadPlaces.taken(step, x, range), y, rest));
    long behind = range.from() + range.count();
    if (behind < length) {
      parts.add(ReadPlaces.taken(step, x, new Range(axis, behind, length - behind, 1)));
    }
    return ReadPlaces.joined(step, axis, parts);
  }

  /** The ranges of axes that places go through, one after another. */
  private static List<Range> box(Step step, Flow x, Known places, int axes) {
    long[] at = places.longs();
    int count = at.length / axes;
    List<Range> box = new ArrayList<>();
    long[] counts = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      int own = axis;
      long length = x.dims()[axis];
      for (int i = axis; i < at.length; i += axes) {
        at[i] += at[i] < 0 ? length : 0;
      }
      long first = at[axis];
      long last = at[at.length - axes + axis];
      counts[axis] = last - first + 1;
      boolean inside = first >= 0 && last >= first && last < length;
      if (axis == x.batch()) {
        inside = first == 0 && samples(step, x, places, counts[own]);
        box.add(new Range(axis, 0, length, 1));
      } else {
        box.add(new Range(axis, first, counts[axis], 1));
      }
      if (!inside) {
        throw new IllegalArgumentException(
            "it assigns to " + first + " to " + last + " of " + length);
      }
    }
    boolean fits =
        Arrays.stream(counts).allMatch(c -> c <= count) && Value.product(counts) == count;
    for (int i = 0; fits && i < count; i++) {
      long[] index = Places.index(i, counts);
      for (int axis = 0; fits && axis < axes; axis++) {
        fits = at[i * axes + axis] == at[axis] + index[axis];
      }
    }
    if (!fits) {
      throw new IllegalArgumentException("the places it assigns to are no ranges");
    }
    return box;
  }

  /** Whether each sample assigns to its own. */
  private static boolean samples(Step step, Flow x, Known places, long count) {
    boolean own = x.factor() == 1;
    return places.repeated() == 0
        ? own && x.batch() == 0 && OwnPlaces.counts(step.ahead(), step.node().getInput(1))
        : own && count == step.drawing().fixedBatch();
  }
}
