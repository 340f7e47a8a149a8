package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operators that take or replace elements by their indices. */
final class OnnxPicking {
  static final Map<String, OnnxRule> RULES =
      Map.ofEntries(
          Map.entry("Compress", OnnxPicking::compress),
          Map.entry("Gather", OnnxPicking::gather),
          Map.entry("GatherElements", OnnxPicking::gatherEach),
          Map.entry("GatherND", OnnxPicking::gatherMany),
          Map.entry("GridSample", OnnxPicking::gridSample),
          Map.entry("NonZero", OnnxPicking::nonZero),
          Map.entry("ScatterElements", OnnxPicking::scatter),
          Map.entry("ScatterND", OnnxPicking::scatter),
          Map.entry("TopK", OnnxPicking::top));

  private OnnxPicking() {}

  private static List<OnnxValue> compress(OnnxCall call) {
    OnnxValue in = call.in(0);
    if (call.in(1).numbers == null) {
      call.whole(1); // says why
    }
    long count = Arrays.stream(call.in(1).numbers).filter(v -> v != 0).count();
    if (call.given("axis").isEmpty()) {
      return List.of(OnnxValue.of(in.type, count));
    }
    long[] dims = in.dims.clone();
    dims[OnnxCall.axis(call.integer("axis", 0), in.rank())] = count;
    return List.of(OnnxValue.of(in.type, dims));
  }

  private static List<OnnxValue> gather(OnnxCall call) {
    OnnxValue in = call.in(0);
    OnnxValue indices = call.in(1);
    int axis = OnnxCall.axis(call.integer("axis", 0), in.rank());
    int more = indices.rank();
    long[] dims = new long[in.rank() + more - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] =
          i < axis ? in.dims[i] : i < axis + more ? indices.dims[i - axis] : in.dims[i - more + 1];
    }
    OnnxValue out = OnnxValue.of(in.type, dims);
    call.work(out.elements() * OnnxCost.SLOW);
    if (indices.numbers == null) {
      return List.of(out);
    }
    for (double index : indices.numbers) {
      if (index < -in.dims[axis] || index >= in.dims[axis]) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "it takes element %.0f of %s", index, in));
      }
    }
    return List.of(
        out.numbers(
            OnnxIndex.picked(
                in,
                dims,
                at -> {
                  long which = 0;
                  for (int i = 0; i < more; i++) {
                    which = which * indices.dims[i] + at[axis + i];
                  }
                  long[] index = new long[in.rank()];
                  for (int i = 0; i < index.length; i++) {
                    index[i] = i < axis ? at[i] : i > axis ? at[i + more - 1] : 0;
                  }
                  long taken = (long) indices.numbers[(int) which];
                  index[axis] = taken < 0 ? taken + in.dims[axis] : taken;
                  return index;
                })));
  }

  private static List<OnnxValue> gatherMany(OnnxCall call) {
    OnnxValue in = call.in(0);
    OnnxValue indices = call.in(1);
    int batch = (int) Math.max(0, Math.min(16, call.integer("batch_dims", 0)));
    long each = indices.rank() == 0 ? -1 : indices.dims[indices.rank() - 1];
    if (batch >= indices.rank() || each < 1 || batch + each > in.rank()) {
      throw new IllegalArgumentException("%s is taken by %s".formatted(in, indices));
    }
    int kept = indices.rank() - 1;
    int from = batch + (int) each;
    long[] dims = Arrays.copyOf(indices.dims, kept + in.rank() - from);
    System.arraycopy(in.dims, from, dims, kept, in.rank() - from);
    OnnxValue out = OnnxValue.of(in.type, dims);
    call.work(out.elements() * OnnxCost.SLOW);
    return List.of(out);
  }

  private static List<OnnxValue> gatherEach(OnnxCall call) {
    OnnxValue out = OnnxValue.of(call.in(0).type, call.in(1).dims);
    call.work(out.elements() * OnnxCost.SLOW);
    return List.of(out);
  }

  private static List<OnnxValue> gridSample(OnnxCall call) {
    OnnxValue in = call.in(0);
    OnnxValue grid = call.in(1);
    if (in.rank() != 4 || grid.rank() != 4) {
      throw new IllegalArgumentException("%s is sampled by %s".formatted(in, grid));
    }
    OnnxValue out = OnnxValue.of(in.type, in.dims[0], in.dims[1], grid.dims[1], grid.dims[2]);
    call.work(out.elements() * OnnxCost.SLOW);
    return List.of(out);
  }

  private static List<OnnxValue> nonZero(OnnxCall call) {
    OnnxValue in = call.in(0);
    if (in.numbers == null) {
      call.whole(0); // says why
    }
    long count = Arrays.stream(in.numbers).filter(v -> v != 0).count();
    return List.of(OnnxValue.of(DataType.INT64, in.rank(), count));
  }

  private static List<OnnxValue> scatter(OnnxCall call) {
    call.work((call.in(0).elements() + call.in(2).elements()) * OnnxCost.SLOW);
    return List.of(OnnxValue.of(call.in(0).type, call.in(0).dims));
  }

  private static List<OnnxValue> top(OnnxCall call) {
    OnnxValue in = call.in(0);
    int axis = OnnxCall.axis(call.integer("axis", -1), in.rank());
    long[] k = call.whole(1);
    if (k.length != 1 || k[0] > in.dims[axis]) {
      throw new IllegalArgumentException("it takes %s of %s".formatted(Arrays.toString(k), in));
    }
    long[] dims = in.dims.clone();
    dims[axis] = k[0];
    call.work(in.elements() * OnnxCost.SLOW);
    return List.of(OnnxValue.of(in.type, dims), OnnxValue.of(DataType.INT64, dims));
  }
}
