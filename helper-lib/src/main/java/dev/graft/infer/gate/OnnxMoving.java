package dev.graft.infer.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that lay elements elsewhere: cut, joined, turned, padded, resized. */
final class OnnxMoving {
  /** A nanosecond for each of the 64 pixels that a bicubic one is made of, with its weights. */
  private static final double RESIZED = 1500;

  static final Map<String, OnnxRule> RULES =
      Map.ofEntries(
          Map.entry("Concat", OnnxMoving::concat),
          Map.entry("CumSum", OnnxMoving::cumulated),
          Map.entry("DepthToSpace", call -> List.of(blocks(call, false))),
          Map.entry("Pad", OnnxMoving::pad),
          Map.entry("Resize", OnnxMoving::resize),
          Map.entry("ReverseSequence", call -> List.of(unchanged(call))),
          Map.entry("Slice", OnnxMoving::slice),
          Map.entry("SpaceToDepth", call -> List.of(blocks(call, true))),
          Map.entry("Split", OnnxMoving::split),
          Map.entry("Transpose", OnnxMoving::transpose),
          Map.entry("Trilu", call -> List.of(unchanged(call))));

  private OnnxMoving() {}

  private static OnnxValue unchanged(OnnxCall call) {
    return OnnxValue.of(call.in(0).type, call.in(0).dims);
  }

  private static List<OnnxValue> cumulated(OnnxCall call) {
    call.work(call.in(0).elements() * OnnxCost.SLOW);
    return List.of(unchanged(call));
  }

  private static List<OnnxValue> concat(OnnxCall call) {
    OnnxValue first = call.in(0);
    int axis = OnnxCall.axis(call.integer("axis", 0), first.rank());
    long[] dims = first.dims.clone();
    dims[axis] = 0;
    List<double[]> parts = new ArrayList<>();
    for (OnnxValue part : call.all()) {
      for (int i = 0; i < dims.length; i++) {
        if (part.rank() != dims.length || i != axis && part.dims[i] != dims[i]) {
          throw new IllegalArgumentException("%s and %s cannot be joined".formatted(first, part));
        }
      }
      dims[axis] = Math.addExact(dims[axis], part.dims[axis]);
      parts.add(part.numbers);
    }
    OnnxValue out = OnnxValue.of(first.type, dims);
    boolean vectors = dims.length == 1 && !parts.contains(null) && out.elements() < 2000;
    return List.of(
        vectors ? out.numbers(parts.stream().flatMapToDouble(Arrays::stream).toArray()) : out);
  }

  private static OnnxValue blocks(OnnxCall call, boolean deeper) {
    OnnxValue in = call.in(0);
    long side = call.integer("blocksize", 0);
    if (in.rank() != 4 || side < 1 || side > 1 << 15) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s has blocks of %d", in, side));
    }
    long[] d = in.dims;
    OnnxValue out =
        deeper
            ? OnnxValue.of(
                in.type, d[0], Math.multiplyExact(d[1], side * side), d[2] / side, d[3] / side)
            : OnnxValue.of(in.type, d[0], d[1] / (side * side), d[2] * side, d[3] * side);
    if (out.elements() != in.elements()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s has blocks of %d", in, side));
    }
    return out;
  }

  private static List<OnnxValue> pad(OnnxCall call) {
    OnnxValue in = call.in(0);
    long[] pads = call.whole(1);
    int[] axes = axes(call.has(3) ? call.whole(3) : null, in.rank());
    if (pads.length != 2 * axes.length) {
      throw new IllegalArgumentException("%s is padded by %s".formatted(in, Arrays.toString(pads)));
    }
    long[] dims = in.dims.clone();
    for (int i = 0; i < axes.length; i++) {
      long both = Math.addExact(pads[i], pads[i + axes.length]);
      dims[axes[i]] = Math.addExact(dims[axes[i]], both);
    }
    return List.of(OnnxValue.of(in.type, dims));
  }

  private static int[] axes(long[] given, int rank) {
    return given == null
        ? IntStream.range(0, rank).toArray()
        : Arrays.stream(given).mapToInt(axis -> OnnxCall.axis(axis, rank)).toArray();
  }

  private static List<OnnxValue> resize(OnnxCall call) {
    OnnxValue in = call.in(0);
    boolean bySize = call.has(3) && call.in(3).elements() > 0;
    double[] given = call.numbers(bySize ? 3 : 2);
    int[] axes = axes(call.integers("axes"), in.rank());
    String policy = call.text("keep_aspect_ratio_policy", "stretch");
    if (given.length != axes.length || !policy.equals("stretch")) {
      throw new IllegalArgumentException(
          "%s is resized by %s, %s".formatted(in, Arrays.toString(given), policy));
    }
    long[] dims = in.dims.clone();
    for (int i = 0; i < axes.length; i++) {
      // ONNX Runtime multiplies floats
      double to = bySize ? given[i] : Math.floor((float) given[i] * (float) dims[axes[i]]);
      if (!(to >= 0 && to <= Integer.MAX_VALUE)) {
        throw new IllegalArgumentException("%s is resized to a side of %s".formatted(in, to));
      }
      dims[axes[i]] = (long) to;
    }
    OnnxValue out = OnnxValue.of(in.type, dims);
    boolean nearest = call.text("mode", "nearest").equals("nearest");
    double pixels = out.elements() + (call.integer("antialias", 0) == 0 ? 0 : in.elements());
    call.work(pixels * (nearest ? OnnxCost.QUICK : RESIZED));
    call.scratch(nearest ? 0 : 3 * (out.bytes() + in.bytes()));
    return List.of(out);
  }

  private static List<OnnxValue> slice(OnnxCall call) {
    OnnxValue in = call.in(0);
    long[] from = call.whole(1);
    long[] to = call.whole(2);
    int[] axes = axes(call.has(3) ? call.whole(3) : null, in.rank());
    long[] steps = call.has(4) ? call.whole(4) : null;
    long[] dims = in.dims.clone();
    long[] first = new long[dims.length];
    long[] step = new long[dims.length];
    Arrays.fill(step, 1);
    if (to.length != from.length
        || axes.length < from.length
        || steps != null && steps.length != from.length) {
      throw new IllegalArgumentException("its starts, ends, axes and steps are not as many");
    }
    for (int i = 0; i < from.length; i++) {
      int axis = axes[i];
      step[axis] = steps == null ? 1 : steps[i];
      if (step[axis] == 0) {
        throw new IllegalArgumentException("it steps by 0");
      }
      long size = in.dims[axis];
      boolean back = step[axis] < 0;
      first[axis] = clamped(from[i], size, 0, back ? size - 1 : size);
      long last = clamped(to[i], size, back ? -1 : 0, size);
      double span = (double) last - first[axis];
      dims[axis] = size == 0 ? 0 : (long) Math.max(0, Math.ceil(span / step[axis]));
    }
    return List.of(
        OnnxIndex.moved(
            in,
            dims,
            at -> {
              long[] index = new long[at.length];
              for (int i = 0; i < index.length; i++) {
                index[i] = first[i] + at[i] * step[i];
              }
              return index;
            }));
  }

  private static long clamped(long place, long size, long low, long high) {
    long counted = place < 0 && place >= -size ? place + size : place;
    return Math.max(low, Math.min(high, place < -size ? low : counted));
  }

  private static List<OnnxValue> split(OnnxCall call) {
    OnnxValue in = call.in(0);
    int axis = OnnxCall.axis(call.integer("axis", 0), in.rank());
    long[] sizes = sizes(call, in.dims[axis]);
    if (sizes.length != call.outputs() || Arrays.stream(sizes).sum() != in.dims[axis]) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s is split into %s on axis %d", in, Arrays.toString(sizes), axis));
    }
    List<OnnxValue> parts = new ArrayList<>();
    long before = 0;
    for (long size : sizes) {
      long from = before;
      long[] dims = in.dims.clone();
      dims[axis] = size;
      parts.add(
          OnnxIndex.moved(
              in,
              dims,
              at -> {
                long[] index = at.clone();
                index[axis] += from;
                return index;
              }));
      before += size;
    }
    return parts;
  }

  private static long[] sizes(OnnxCall call, long whole) {
    long[] given = call.opset() < 13 ? call.integers("split") : call.has(1) ? call.whole(1) : null;
    if (given != null) {
      return given;
    }
    long[] equal = new long[call.outputs()];
    long each = (whole + equal.length - 1) / equal.length;
    for (int i = 0; i < equal.length; i++) {
      equal[i] = Math.max(0, Math.min(each, whole - i * each));
    }
    return equal;
  }

  private static List<OnnxValue> transpose(OnnxCall call) {
    OnnxValue in = call.in(0);
    int rank = in.rank();
    long[] order = call.integers("perm");
    int[] from =
        order == null
            ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()
            : Arrays.stream(order).mapToInt(axis -> OnnxCall.axis(axis, rank)).toArray();
    if (from.length != rank || Arrays.stream(from).distinct().count() != rank) {
      throw new IllegalArgumentException(
          "%s is turned by %s".formatted(in, Arrays.toString(order)));
    }
    long[] dims = Arrays.stream(from).mapToLong(axis -> in.dims[axis]).toArray();
    call.work(in.elements() * OnnxCost.QUICK * 3);
    return List.of(
        OnnxIndex.moved(
            in,
            dims,
            at -> {
              long[] index = new long[rank];
              for (int i = 0; i < rank; i++) {
                index[from[i]] = at[i];
              }
              return index;
            }));
  }
}
