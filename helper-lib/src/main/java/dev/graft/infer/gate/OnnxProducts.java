package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Products of matrices. */
final class OnnxProducts {
  static final Map<String, OnnxRule> RULES =
      Map.of(
          "Einsum", OnnxProducts::einsum,
          "GRU", call -> recurrent(call, 3),
          "Gemm", OnnxProducts::gemm,
          "LSTM", call -> recurrent(call, 4),
          "MatMul", call -> product(call, 1, call.in(0).type),
          "MatMulInteger", call -> product(call, 1, DataType.INT32),
          "QLinearMatMul", call -> product(call, 3, call.in(7).type),
          "RNN", call -> recurrent(call, 1));

  private OnnxProducts() {}

  private static List<OnnxValue> gemm(OnnxCall call) {
    long[] a = matrix(call.in(0), call.integer("transA", 0) != 0);
    long[] b = matrix(call.in(1), call.integer("transB", 0) != 0);
    OnnxValue out = OnnxValue.of(call.in(0).type, a[0], b[1]);
    boolean fits = a[1] == b[0];
    if (call.has(2)) {
      fits &= Arrays.equals(OnnxIndex.common(out.dims, call.in(2).dims), out.dims);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s cannot be multiplied by %s".formatted(call.in(0), call.in(1)));
    }
    call.work(out.elements() * a[1]);
    return List.of(out);
  }

  private static long[] matrix(OnnxValue value, boolean turned) {
    if (value.rank() != 2) {
      throw new IllegalArgumentException(value + " is no matrix");
    }
    return turned ? new long[] {value.dims[1], value.dims[0]} : value.dims;
  }

  private static List<OnnxValue> product(OnnxCall call, int second, DataType type) {
    long[] a = call.in(0).dims;
    long[] b = call.in(second).dims;
    if (a.length == 0 || b.length == 0) {
      throw new IllegalArgumentException("a number is no matrix");
    }
    long inner = a[a.length - 1];
    if (inner != b[Math.max(0, b.length - 2)]) {
      throw new IllegalArgumentException(
          "%s cannot be multiplied by %s".formatted(call.in(0), call.in(second)));
    }
    long[] outer =
        OnnxIndex.common(
            Arrays.copyOf(a, Math.max(0, a.length - 2)),
            Arrays.copyOf(b, Math.max(0, b.length - 2)));
    int rows = a.length > 1 ? 1 : 0;
    int columns = b.length > 1 ? 1 : 0;
    long[] dims = Arrays.copyOf(outer, outer.length + rows + columns);
    if (rows == 1) {
      dims[outer.length] = a[a.length - 2];
    }
    if (columns == 1) {
      dims[outer.length + rows] = b[b.length - 1];
    }
    OnnxValue out = OnnxValue.of(type, dims);
    call.work(out.elements() * inner);
    return List.of(out);
  }

  /** {@code (steps, N, in)} by {@code (directions, gates · hidden, in)}. */
  private static List<OnnxValue> recurrent(OnnxCall call, int gates) {
    OnnxValue in = call.in(0);
    OnnxValue w = call.in(1);
    OnnxValue r = call.in(2);
    boolean fits =
        in.rank() == 3
            && w.rank() == 3
            && r.rank() == 3
            && w.dims[2] == in.dims[2]
            && w.dims[1] == gates * r.dims[2]
            && r.dims[1] == w.dims[1]
            && r.dims[0] == w.dims[0]
            && call.integer("layout", 0) == 0;
    if (!fits) {
      throw new IllegalArgumentException("%s goes through %s and %s".formatted(in, w, r));
    }
    OnnxValue last = OnnxValue.of(in.type, w.dims[0], in.dims[1], r.dims[2]);
    OnnxValue all = OnnxValue.of(in.type, in.dims[0], w.dims[0], in.dims[1], r.dims[2]);
    call.work(in.dims[0] * (double) in.dims[1] * (w.elements() + r.elements()) * 8);
    call.scratch(all.bytes() * (gates + 1));
    return List.of(all, last, last);
  }

  /** Letters alone: {@code bhid,bhjd->bhij}. */
  private static List<OnnxValue> einsum(OnnxCall call) {
    String said = call.text("equation", "").replace(" ", "");
    String[] sides = said.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    if (sides.length != 2 || terms.length != call.inputs() || said.length() > 200) {
      throw new IllegalArgumentException("its equation is not read; it wants all letters said");
    }
    Map<Character, Long> lengths = new HashMap<>();
    for (int i = 0; i < terms.length; i++) {
      OnnxValue in = call.in(i);
      if (terms[i].length() != in.rank()) {
        throw new IllegalArgumentException("its equation calls %s \"%s\"".formatted(in, terms[i]));
      }
      for (int axis = 0; axis < in.rank(); axis++) {
        lengths.merge(terms[i].charAt(axis), in.dims[axis], OnnxProducts::together);
      }
    }
    long[] dims = new long[sides[1].length()];
    for (int i = 0; i < dims.length; i++) {
      Long length = lengths.get(sides[1].charAt(i));
      if (length == null) {
        throw new IllegalArgumentException("its equation is not read; it wants all letters said");
      }
      dims[i] = length;
    }
    OnnxValue out = OnnxValue.of(call.in(0).type, dims);
    double all = lengths.values().stream().mapToDouble(v -> v).reduce(1, (a, b) -> a * b);
    call.work(all * OnnxCost.QUICK);
    // ONNX Runtime multiplies two at a time, and keeps what the later ones and the output need
    call.scratch(
        terms.length > 2
            ? all * Double.BYTES
            : call.all().stream().mapToDouble(OnnxValue::bytes).sum() * 2 + out.bytes() * 2);
    return List.of(out);
  }

  private static long together(long a, long b) {
    if (a != b && a != 1 && b != 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "its equation gives one letter %d and %d", a, b));
    }
    return Math.max(a, b);
  }
}
