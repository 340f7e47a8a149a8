package dev.graft.infer.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Places along an axis, as Slice and Split take them.
 *
 * @param axis as ONNX counts
 * @param from the first
 * @param count how many
 * @param step from one to the next, may be negative
 */
record Range(int axis, long from, long count, long step) {

  static List<Range> of(Step call, Value in) {
    boolean old = call.opset() < 10;
    long[] starts = old ? call.integers("starts") : call.known(1).longs();
    long[] ends = old ? call.integers("ends") : call.known(2).longs();
    long[] axes = old ? call.list("axes", 99) : call.has(3) ? call.known(3).longs() : null;
    long[] steps = call.has(4) && !old ? call.known(4).longs() : null;
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      int axis = axes == null ? i : in.axis(axes[i]);
      ranges.add(range(axis, in.dims()[axis], starts[i], ends[i], steps == null ? 1 : steps[i]));
    }
    return ranges;
  }

  private static Range range(int axis, long length, long start, long end, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("its step is 0");
    }
    long from = start < 0 ? Math.max(start + length, step > 0 ? 0 : -1) : start;
    long to = end < 0 ? Math.max(end + length, -1) : end;
    if (step > 0) {
      from = Math.min(from, length);
      to = Math.max(0, Math.min(to, length));
      return new Range(axis, from, Math.max(0, (to - from + step - 1) / step), step);
    }
    from = Math.min(from, length - 1);
    to = Math.min(to, length - 1);
    return new Range(axis, from, Math.max(0, (from - to - step - 1) / -step), step);
  }

  static List<Range> parts(Step call, Value in) {
    int axis = in.axis(call.integer("axis", 0));
    long length = in.dims()[axis];
    long[] sizes = call.list("split", 1);
    int count = sizes == null ? call.node().getOutputCount() : sizes.length;
    long each = (length + count - 1) / Math.max(count, 1);
    List<Range> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < count; i++) {
      long size = sizes == null ? Math.min(each, length - from) : sizes[i];
      if (size < 0 || from + size > length) {
        throw new IllegalArgumentException("it splits " + length + " into more than there is");
      }
      parts.add(new Range(axis, from, size, 1));
      from += size;
    }
    return parts;
  }
}
