package dev.graft.infer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Constants whose elements are moved, picked, joined or put together. */
final class FoldedPlaces {
  static final Map<String, FoldingRule> RULES = new HashMap<>();

  private static final double MOST_WORK = 1e7;

  private static final int MOST_FOUND = 1 << 18;

  static {
    RULES.put("Concat", FoldedPlaces::concat);
    RULES.put("CumSum", FoldedPlaces::running);
    RULES.put("Gather", FoldedPlaces::gather);
    RULES.put("NonZero", FoldedPlaces::nonZero);
    RULES.put("ReduceMax", step -> reduced(step, Double.NEGATIVE_INFINITY, Math::max, false));
    RULES.put("ReduceMean", step -> reduced(step, 0, Double::sum, true));
    RULES.put("ReduceMin", step -> reduced(step, Double.POSITIVE_INFINITY, Math::min, false));
    RULES.put("ReduceProd", step -> reduced(step, 1, (a, b) -> a * b, false));
    RULES.put("ReduceSum", step -> reduced(step, 0, Double::sum, false));
    RULES.put("ScatterND", FoldedPlaces::scattered);
    RULES.put("Slice", FoldedPlaces::slice);
    RULES.put("Split", FoldedPlaces::split);
    RULES.put("Transpose", FoldedPlaces::transpose);
    RULES.put("Trilu", FoldedPlaces::triangle);
  }

  private FoldedPlaces() {}

  private static List<Known> concat(Step step) {
    Known first = step.known(0);
    int axis = first.axis(step.integer("axis", 0));
    List<Known> parts = new ArrayList<>();
    long[] dims = first.dims().clone();
    dims[axis] = 0;
    for (int i = 0; i < step.inputs(); i++) {
      Known part = step.known(i);
      parts.add(part);
      dims[axis] += part.dims()[axis];
    }
    long[] starts = new long[parts.size()];
    long next = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = next;
      next += parts.get(i).dims()[axis];
    }
    return List.of(
        Known.of(
            first.whole(),
            dims,
            i -> {
              long[] index = Places.index(i, dims);
              int part = starts.length - 1;
              while (starts[part] > index[axis]) {
                part--;
              }
              index[axis] -= starts[part];
              Known from = parts.get(part);
              return from.at(Places.at(index, Places.strides(from.dims())));
            }));
  }

  private static List<Known> running(Step step) {
    Known in = step.known(0);
    int axis = in.axis((long) step.known(1).number());
    long length = in.dims()[axis];
    if (in.size() * (double) length > MOST_WORK) {
      throw new IllegalArgumentException("its sums are of too many numbers");
    }
    long[] strides = Places.strides(in.dims());
    boolean back = step.integer("reverse", 0) == 1;
    boolean without = step.integer("exclusive", 0) == 1;
    return List.of(
        Known.of(
            in.whole(),
            in.dims(),
            i -> {
              long[] index = Places.index(i, in.dims());
              long at = index[axis];
              double sum = 0;
              for (long j = 0; j < length; j++) {
                boolean counts = back ? j > at : j < at;
                if (counts || j == at && !without) {
                  index[axis] = j;
                  sum += in.at(Places.at(index, strides));
                }
              }
              return sum;
            }));
  }

  private static List<Known> gather(Step step) {
    Known in = step.known(0);
    Known picked = step.known(1);
    int axis = in.axis(step.integer("axis", 0));
    long[] dims = new long[in.rank() - 1 + picked.rank()];
    System.arraycopy(in.dims(), 0, dims, 0, axis);
    System.arraycopy(picked.dims(), 0, dims, axis, picked.rank());
    System.arraycopy(in.dims(), axis + 1, dims, axis + picked.rank(), in.rank() - axis - 1);
    long[] own = Places.strides(picked.dims());
    long length = in.dims()[axis];
    return List.of(
        Places.moved(
            in,
            dims,
            index -> {
              long[] from = new long[in.rank()];
              System.arraycopy(index, 0, from, 0, axis);
              long[] place = Arrays.copyOfRange(index, axis, axis + picked.rank());
              long at = (long) picked.at(Places.at(place, own));
              from[axis] = at < 0 ? at + length : at;
              if (from[axis] < 0 || from[axis] >= length) {
                throw new IllegalArgumentException("it picks " + at + " of " + length);
              }
              System.arraycopy(index, axis + picked.rank(), from, axis + 1, in.rank() - axis - 1);
              return from;
            }));
  }

  private static List<Known> nonZero(Step step) {
    Known in = step.known(0);
    if (in.size() > MOST_FOUND) {
      throw new IllegalArgumentException("it looks through too many numbers");
    }
    List<long[]> found = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      if (in.at(i) != 0) {
        found.add(Places.index(i, in.dims()));
      }
    }
    int count = found.size();
    long[] dims = {in.rank(), count};
    return List.of(Known.of(true, dims, i -> found.get(i % count)[i / count]));
  }

  private static List<Known> reduced(
      Step step, double start, DoubleBinaryOperator rule, boolean mean) {
    Known in = step.known(0);
    long[] axes = step.list("axes", 1);
    boolean[] gone = new boolean[in.rank()];
    Arrays.fill(gone, axes == null);
    for (int i = 0; axes != null && i < axes.length; i++) {
      gone[in.axis(axes[i])] = true;
    }
    long[] kept = in.dims().clone();
    List<Long> left = new ArrayList<>();
    boolean keep = step.integer("keepdims", 1) == 1;
    for (int i = 0; i < gone.length; i++) {
      kept[i] = gone[i] ? 1 : kept[i];
      if (keep || !gone[i]) {
        left.add(kept[i]);
      }
    }
    double[] sums = new double[Math.toIntExact(Value.product(kept))];
    Arrays.fill(sums, start);
    long[] strides = Places.strides(kept);
    for (int i = 0; i < in.size(); i++) {
      int to = Places.broadcast(Places.index(i, in.dims()), kept, strides);
      sums[to] = rule.applyAsDouble(sums[to], in.at(i));
    }
    double count = mean ? (double) in.size() / sums.length : 1;
    long[] dims = left.stream().mapToLong(d -> d).toArray();
    return List.of(Known.of(in.whole(), dims, i -> sums[i] / count));
  }

  private static List<Known> scattered(Step step) {
    Known in = step.known(0);
    Known places = step.known(1);
    Known updates = step.known(2);
    int depth = Math.toIntExact(places.dims()[places.rank() - 1]);
    int each = Math.toIntExact(Value.product(in.dims(), depth, in.rank()));
    long[] strides = Places.strides(in.dims());
    double[] all = new double[in.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = in.at(i);
    }
    for (int i = 0; i < places.size() / depth; i++) {
      long at = 0;
      for (int j = 0; j < depth; j++) {
        long place = (long) places.at(i * depth + j);
        at += (place < 0 ? place + in.dims()[j] : place) * strides[j];
      }
      for (int j = 0; j < each; j++) {
        all[Math.toIntExact(at + j)] = updates.at(i * each + j);
      }
    }
    return List.of(Known.of(in.whole(), in.dims(), i -> all[i]));
  }

  private static List<Known> slice(Step step) {
    Known in = step.known(0);
    List<Range> ranges = Range.of(step, in);
    long[] dims = in.dims().clone();
    ranges.forEach(range -> dims[range.axis()] = range.count());
    return List.of(
        Places.moved(
            in,
            dims,
            index -> {
              for (Range range : ranges) {
                index[range.axis()] = range.from() + index[range.axis()] * range.step();
              }
              return index;
            }));
  }

  private static List<Known> split(Step step) {
    Known in = step.known(0);
    List<Known> parts = new ArrayList<>();
    for (Range range : Range.parts(step, in)) {
      long[] dims = in.dims().clone();
      dims[range.axis()] = range.count();
      parts.add(
          Places.moved(
              in,
              dims,
              index -> {
                index[range.axis()] += range.from();
                return index;
              }));
    }
    return parts;
  }

  private static List<Known> transpose(Step step) {
    Known in = step.known(0);
    int[] order = order(step, in);
    long[] dims = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = in.dims()[order[i]];
    }
    return List.of(
        Places.moved(
            in,
            dims,
            index -> {
              long[] from = new long[index.length];
              for (int i = 0; i < index.length; i++) {
                from[order[i]] = index[i];
              }
              return from;
            }));
  }

  static int[] order(Step step, Value in) {
    int rank = in.rank();
    int[] order = new int[rank];
    long[] given = step.integers("perm");
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = given.length == 0 ? rank - 1 - i : in.axis(given[i]);
      seen[order[i]] = true;
    }
    for (boolean one : seen) {
      if (!one || given.length > 0 && given.length != rank) {
        throw new IllegalArgumentException("its axes are " + Arrays.toString(given));
      }
    }
    return order;
  }

  private static List<Known> triangle(Step step) {
    Known in = step.known(0);
    long k = step.has(1) ? (long) step.known(1).number() : 0;
    boolean upper = step.integer("upper", 1) == 1;
    int rank = in.rank();
    return List.of(
        Known.of(
            in.whole(),
            in.dims(),
            i -> {
              long[] index = Places.index(i, in.dims());
              long off = index[rank - 1] - index[rank - 2];
              return (upper ? off >= k : off <= k) ? in.at(i) : 0;
            }));
  }
}
