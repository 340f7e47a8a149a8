package dev.graft.infer.read;

import dev.graft.graph.Join;
import dev.graft.graph.Pad;
import dev.graft.graph.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that take places of an axis, put values side by side, or pad. */
final class ReadPlaces {
  static final Map<String, Reading> ALL = new HashMap<>();

  /** Single places that are picked one by one. */
  private static final int MOST_PICKED = 256;

  static {
    ALL.put("Slice", ReadPlaces::slice);
    ALL.put("Split", ReadPlaces::split);
    ALL.put("Concat", ReadPlaces::concat);
    ALL.put("Pad", ReadPlaces::pad);
    ALL.put("Tile", ReadPlaces::tile);
  }

  private ReadPlaces() {}

  static Flow taken(Step step, Flow x, Range range) {
    long length = x.dims()[range.axis()];
    if (range.from() == 0 && range.count() == length && range.step() == 1) {
      return x;
    }
    if (range.step() < 0) {
      List<Flow> single = new ArrayList<>();
      for (long i = 0; i < Math.min(range.count(), MOST_PICKED); i++) {
        long at = range.from() + i * range.step();
        single.add(taken(step, x, new Range(range.axis(), at, 1, 1)));
      }
      requireFew(range.count());
      return joined(step, range.axis(), single);
    }
    long[] dims = x.dims().clone();
    dims[range.axis()] = range.count();
    var slice =
        new Slice(
            x.array(range.axis()),
            Math.toIntExact(range.from()),
            Math.toIntExact(range.count()),
            Math.toIntExact(range.step()));
    return step.drawing().add(step.path(), slice, dims, x);
  }

  private static void requireFew(long count) {
    if (count > MOST_PICKED) {
      throw new IllegalArgumentException(
          "it picks " + count + " places one by one, at most " + MOST_PICKED + " are read");
    }
  }

  private static List<Value> slice(Step step) {
    Flow x = step.flow(0);
    Flow y = x;
    for (Range range : Range.of(step, x)) {
      y = taken(step, y, range);
    }
    return List.of(y);
  }

  private static List<Value> split(Step step) {
    Flow x = step.flow(0);
    List<Value> parts = new ArrayList<>();
    for (Range range : Range.parts(step, x)) {
      parts.add(taken(step, x, range));
    }
    return parts;
  }

  /** Takes places of an axis, in the order in which they are listed. */
  static Flow picked(Step step, Flow x, int axis, long[] places) {
    long length = x.dims()[axis];
    boolean rising = places.length > 0;
    for (int i = 0; i < places.length; i++) {
      places[i] += places[i] < 0 ? length : 0;
      rising &= i == 0 || places[i] == places[i - 1] + 1;
    }
    if (rising) {
      return taken(step, x, new Range(axis, places[0], places.length, 1));
    }
    requireFew(places.length);
    List<Flow> single = new ArrayList<>();
    for (long place : places) {
      single.add(taken(step, x, new Range(axis, place, 1, 1)));
    }
    return joined(step, axis, single);
  }

  static Flow joined(Step step, int axis, List<Flow> parts) {
    Flow first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    long[] dims = first.dims().clone();
    for (int i = 1; i < parts.size(); i++) {
      Flow part = parts.get(i);
      if (!part.besides(first)) {
        throw new IllegalArgumentException("its inputs hold the batch in different places");
      }
      dims[axis] += part.dims()[axis];
    }
    Join join = new Join(first.array(axis));
    return step.drawing().add(step.path(), join, dims, parts.toArray(Flow[]::new));
  }

  private static List<Value> concat(Step step) {
    Flow beside = null;
    for (int i = 0; i < step.inputs() && beside == null; i++) {
      beside = step.in(i) instanceof Flow flow ? flow : null;
    }
    List<Flow> parts = new ArrayList<>();
    for (int i = 0; i < step.inputs(); i++) {
      parts.add(
          step.in(i) instanceof Flow flow
              ? flow
              : step.drawing().given(step.path(), (Known) step.in(i), beside));
    }
    int axis = parts.get(0).axis(step.integer("axis", 0));
    return List.of(joined(step, axis, parts));
  }

  private static List<Value> pad(Step step) {
    Flow x = step.flow(0);
    long[] pads = step.opset() < 11 ? step.integers("pads") : step.known(1).longs();
    double value = step.has(2) ? step.known(2).number() : step.real("value", 0);
    long[] axes = step.has(3) ? step.known(3).longs() : null;
    int count = axes == null ? x.rank() : axes.length;
    if (pads.length != 2 * count) {
      throw new IllegalArgumentException("it pads " + Arrays.toString(pads));
    }
    Flow y = x;
    for (int i = 0; i < count; i++) {
      int axis = axes == null ? i : x.axis(axes[i]);
      y = padded(step, y, axis, pads[i], pads[count + i], value);
    }
    return List.of(y);
  }

  private static Flow padded(Step step, Flow x, int axis, long before, long after, double value) {
    if (before == 0 && after == 0) {
      return x;
    }
    if (before < 0 || after < 0) {
      long from = Math.max(-before, 0);
      long count = x.dims()[axis] - from - Math.max(-after, 0);
      Flow cut = taken(step, x, new Range(axis, from, count, 1));
      return padded(step, cut, axis, Math.max(before, 0), Math.max(after, 0), value);
    }
    String mode = step.text("mode", "constant");
    if (!mode.equals("constant")) {
      return mirrored(step, x, axis, before, after, mode);
    }
    long[] dims = x.dims().clone();
    dims[axis] += before + after;
    Pad pad = new Pad(x.array(axis), Math.toIntExact(before), Math.toIntExact(after), value);
    return step.drawing().add(step.path(), pad, dims, x);
  }

  private static Flow mirrored(Step step, Flow x, int axis, long before, long after, String mode) {
    long length = x.dims()[axis];
    requireFew(before + after);
    boolean edge = mode.equals("edge");
    if (!edge && !mode.equals("reflect") || !edge && Math.max(before, after) >= length) {
      throw new IllegalArgumentException("it pads by \"" + mode + "\"");
    }
    List<Flow> parts = new ArrayList<>();
    for (long i = before; i > 0; i--) {
      parts.add(taken(step, x, new Range(axis, edge ? 0 : i, 1, 1)));
    }
    parts.add(x);
    for (long i = 1; i <= after; i++) {
      parts.add(taken(step, x, new Range(axis, edge ? length - 1 : length - 1 - i, 1, 1)));
    }
    return joined(step, axis, parts);
  }

  private static List<Value> tile(Step step) {
    Flow y = step.flow(0);
    long[] times = step.known(1).longs();
    for (int axis = 0; axis < times.length; axis++) {
      if (axis == y.batch() && times[axis] % Value.BATCH == 0) {
        times[axis] /= Value.BATCH;
      }
      requireFew(times[axis]);
      if (times[axis] > 1) {
        List<Flow> parts = new ArrayList<>();
        for (int i = 0; i < times[axis]; i++) {
          parts.add(y);
        }
        y = joined(step, axis, parts);
      }
    }
    return List.of(y);
  }
}
