package dev.graft.infer.read;

import dev.graft.graph.Linear;
import dev.graft.graph.MatMul;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Products of matrices: with a weight a dense layer, of two values a product. */
final class ReadProducts {
  static final Map<String, Reading> ALL =
      Map.of("MatMul", ReadProducts::matMul, "Gemm", ReadProducts::gemm);

  private ReadProducts() {}

  private static List<Value> gemm(Step step) {
    if (step.integer("transA", 0) == 1 || !step.knows(1)) {
      throw new IllegalArgumentException("only a product with a weight is read");
    }
    Known weight = scaled(step.known(1), step.real("alpha", 1));
    boolean turned = step.integer("transB", 0) == 1;
    Known bias = step.has(2) ? scaled(step.known(2), step.real("beta", 1)) : null;
    return List.of(dense(step, step.name(), step.flow(0), weight, turned, bias));
  }

  private static Known scaled(Known known, double by) {
    return by == 1
        ? known
        : Known.of(false, known.dims(), i -> known.at(i) * by).from(known.source());
  }

  private static List<Value> matMul(Step step) {
    if (step.knows(1) && flat(step.known(1))) {
      Known weight = matrix(step.known(1));
      var sum = step.ahead().onlyReader(step.node(), "Add");
      var bias = sum.flatMap(node -> step.ahead().constantOf(node, step.node().getOutput(0)));
      long out = weight.dims()[1];
      if (bias.isPresent() && bias.get().size() == out && last(bias.get(), out)) {
        step.ahead().standsFor(sum.get());
        Known own = bias.get();
        String layer =
            LayerNames.layer(
                step.node().getName(), step.op(), List.of(weight.source(), own.source()));
        return List.of(dense(step, layer, step.flow(0), weight, false, own));
      }
      return List.of(dense(step, step.name(), step.flow(0), weight, false, null));
    }
    Flow b = step.in(1) instanceof Flow flow ? flow : null;
    Flow a = step.in(0) instanceof Flow flow ? flow : null;
    Flow left = a == null ? step.drawing().given(step.path(), lead(step.known(0), b), b) : a;
    Flow right = b == null ? step.drawing().given(step.path(), lead(step.known(1), a), a) : b;
    return List.of(product(step, left, right));
  }

  /** Puts axes of 1 before constant matrices, until there are as many as the other has. */
  private static Known lead(Known known, Flow other) {
    long[] dims = new long[Math.max(known.rank(), other.rank())];
    Arrays.fill(dims, 1);
    System.arraycopy(known.dims(), 0, dims, dims.length - known.rank(), known.rank());
    return known.repeated() >= 0 ? known : known.reshaped(dims);
  }

  private static boolean flat(Known known) {
    return known.rank() >= 2
        && known.repeated() < 0
        && Value.product(known.dims(), 0, known.rank() - 2) == 1;
  }

  private static Known matrix(Known known) {
    int rank = known.rank();
    return known.reshaped(known.dims()[rank - 2], known.dims()[rank - 1]);
  }

  private static boolean last(Known known, long length) {
    return known.rank() > 0 && known.dims()[known.rank() - 1] == length;
  }

  private static Flow product(Step step, Flow a, Flow b) {
    int rank = a.rank();
    boolean apart = a.batch() >= rank - 2 || b.batch() >= rank - 2;
    if (rank != b.rank() || apart || !a.besides(b)) {
      throw new IllegalArgumentException("its inputs hold the batch in different places");
    }
    long[] before =
        Places.common(Arrays.copyOf(a.dims(), rank - 2), Arrays.copyOf(b.dims(), rank - 2));
    long[] dims = Arrays.copyOf(before, rank);
    dims[rank - 2] = a.dims()[rank - 2];
    dims[rank - 1] = b.dims()[rank - 1];
    Drawing drawing = step.drawing();
    if (a.sample().size() < 2) {
      throw new IllegalArgumentException("it multiplies single rows");
    }
    return drawing.add(step.path(), new MatMul(), dims, a, b);
  }

  /** Draws a dense layer over the last axis; rows of more than one axis are laid out as one. */
  static Flow dense(Step step, String layer, Flow x, Known weight, boolean turned, Known bias) {
    int last = x.rank() - 1;
    if (x.batch() == last || weight.rank() != 2) {
      throw new IllegalArgumentException("it works across samples");
    }
    int in = Math.toIntExact(weight.dims()[turned ? 1 : 0]);
    int out = Math.toIntExact(weight.dims()[turned ? 0 : 1]);
    if (x.dims()[last] != in || bias != null && bias.size() != out && bias.size() != 1) {
      throw new IllegalArgumentException(
          "its weight is (" + in + ", " + out + "), it reads " + x.shape());
    }
    Map<String, Tensor> tensors = new HashMap<>();
    float[] rows = turned ? weight.floats() : turned(weight.floats(), in, out);
    tensors.put("weight", Tensor.of(Shape.of(out, in), rows));
    if (bias != null) {
      float[] given = bias.floats();
      float[] own = new float[out];
      for (int i = 0; i < out; i++) {
        own[i] = given[given.length == 1 ? 0 : i];
      }
      tensors.put("bias", Tensor.of(Shape.of(out), own));
    }
    Drawing drawing = step.drawing();
    long[] dims = x.dims().clone();
    dims[last] = out;
    Linear linear = new Linear(in, out, bias != null);
    if (x.sample().size() <= 2) {
      return drawing.add(layer, linear, tensors, dims, x);
    }
    long rows1 = Value.product(x.sample().stream().mapToLong(d -> d).toArray()) / in;
    Flow flat = rows(drawing, layer, x, rows1, in);
    Flow y = drawing.add(layer, linear, tensors, new long[] {Value.BATCH, rows1, out}, flat);
    return restored(drawing, layer, y, x, dims);
  }

  /** Lays out all rows of a sample as tokens; the batch is in front then. */
  static Flow rows(Drawing drawing, String layer, Flow x, long rows, long in) {
    Flow front = new Flow(x.node(), dims(x), 0, 1);
    return drawing.reshaped(layer + ":rows", front, Value.BATCH, rows, in);
  }

  private static long[] dims(Flow x) {
    List<Long> dims = new ArrayList<>();
    dims.add(Value.BATCH);
    x.sample().forEach(d -> dims.add((long) d));
    return dims.stream().mapToLong(d -> d).toArray();
  }

  /** Gives tokens the dimensions that ONNX sees, the batch where it was. */
  static Flow restored(Drawing drawing, String layer, Flow y, Flow x, long... dims) {
    Flow wanted = Flow.of(y.node(), x.inner(), dims);
    long[] array = dims(wanted);
    Flow all = drawing.reshaped(layer + ":back", y, array);
    return Flow.of(all.node(), x.inner(), dims);
  }

  private static float[] turned(float[] matrix, int rows, int columns) {
    float[] turned = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }
}
