package dev.graft.infer.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Products, softmax and normalizations of constants, as tables of positions are made by. */
final class FoldedProducts {
  static final Map<String, FoldingRule> RULES = new HashMap<>();

  private static final double MOST_WORK = 1e8;

  static {
    RULES.put("MatMul", step -> List.of(product(step.known(0), step.known(1))));
    RULES.put("Gemm", FoldedProducts::gemm);
    RULES.put("Softmax", FoldedProducts::softmax);
    RULES.put("BatchNormalization", FoldedProducts::normalized);
    RULES.put("OneHot", FoldedProducts::oneHot);
  }

  private FoldedProducts() {}

  private static Known product(Known a, Known b) {
    if (a.rank() < 2 || b.rank() < 2) {
      throw new IllegalArgumentException("its constants are no matrices");
    }
    int inner = Math.toIntExact(a.dims()[a.rank() - 1]);
    int rows = Math.toIntExact(a.dims()[a.rank() - 2]);
    int columns = Math.toIntExact(b.dims()[b.rank() - 1]);
    if (b.dims()[b.rank() - 2] != inner) {
      throw new IllegalArgumentException("its constants do not fit each other");
    }
    long[] before =
        Places.common(Arrays.copyOf(a.dims(), a.rank() - 2), Arrays.copyOf(b.dims(), b.rank() - 2));
    long[] dims = Arrays.copyOf(before, before.length + 2);
    dims[before.length] = rows;
    dims[before.length + 1] = columns;
    if ((double) Value.product(dims) * inner > MOST_WORK) {
      throw new IllegalArgumentException("its constants are too large to multiply");
    }
    Known left = wide(a, before, rows, inner);
    Known right = wide(b, before, inner, columns);
    return Known.of(
        a.whole(),
        dims,
        i -> {
          int matrix = i / (rows * columns);
          int row = i / columns % rows;
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            double factor = left.at((matrix * rows + row) * inner + k);
            sum += factor * right.at((matrix * inner + k) * columns + i % columns);
          }
          return sum;
        });
  }

  private static Known wide(Known known, long[] before, int rows, int columns) {
    long[] dims = Arrays.copyOf(before, before.length + 2);
    dims[before.length] = rows;
    dims[before.length + 1] = columns;
    return Places.broadcast(known, dims);
  }

  private static List<Known> gemm(Step step) {
    if (step.integer("transA", 0) == 1) {
      throw new IllegalArgumentException("its constants lie the other way round");
    }
    Known b = step.known(1);
    if (step.integer("transB", 0) == 1) {
      b = Places.moved(b, new long[] {b.dims()[1], b.dims()[0]}, at -> new long[] {at[1], at[0]});
    }
    double alpha = step.real("alpha", 1);
    double beta = step.real("beta", 1);
    Known product = product(step.known(0), b);
    Known none = Known.number(0);
    Known sum =
        FoldedElements.combined(
            product, step.has(2) ? step.known(2) : none, false, (x, c) -> alpha * x + beta * c);
    return List.of(sum);
  }

  private static List<Known> softmax(Step step) {
    Known in = step.known(0);
    int axis = in.axis(step.integer("axis", -1));
    if (axis != in.rank() - 1) {
      throw new IllegalArgumentException("its constant is no row");
    }
    int length = Math.toIntExact(in.dims()[axis]);
    double[] sums = new double[in.size() / Math.max(length, 1)];
    for (int i = 0; i < in.size(); i++) {
      sums[i / length] += Math.exp(in.at(i));
    }
    return List.of(Known.of(false, in.dims(), i -> Math.exp(in.at(i)) / sums[i / length]));
  }

  /** Weights that are standardized, each filter by itself, by a normalization in training. */
  private static List<Known> normalized(Step step) {
    Known in = step.known(0);
    boolean own = step.integer("training_mode", 0) == 1;
    int channels = Math.toIntExact(in.dims()[1]);
    int each = Math.toIntExact(Value.product(in.dims(), 2, in.rank()));
    double[] mean = new double[channels];
    double[] variance = new double[channels];
    double count = (double) in.size() / channels;
    for (int i = 0; i < in.size(); i++) {
      mean[i / each % channels] += in.at(i) / count;
    }
    for (int i = 0; i < in.size(); i++) {
      int channel = i / each % channels;
      variance[channel] += Math.pow(in.at(i) - mean[channel], 2) / count;
    }
    for (int c = 0; !own && c < channels; c++) {
      mean[c] = step.known(3).at(c);
      variance[c] = step.known(4).at(c);
    }
    double epsilon = step.real("epsilon", 1e-5);
    Known scaled =
        Known.of(
            false,
            in.dims(),
            i -> {
              int c = i / each % channels;
              double unit = (in.at(i) - mean[c]) / Math.sqrt(variance[c] + epsilon);
              return unit * step.known(1).at(c) + step.known(2).at(c);
            });
    return List.of(scaled.from(in.source()));
  }

  private static List<Known> oneHot(Step step) {
    Known in = step.known(0);
    long depth = (long) step.known(1).number();
    Known values = step.known(2);
    long axis = step.integer("axis", -1);
    if (axis != -1 && axis != in.rank()) {
      throw new IllegalArgumentException("its constant is turned");
    }
    long[] dims = Arrays.copyOf(in.dims(), in.rank() + 1);
    dims[in.rank()] = depth;
    return List.of(
        Known.of(
            values.whole(),
            dims,
            i -> {
              double at = in.at((int) (i / depth));
              return values.at((at < 0 ? at + depth : at) == i % depth ? 1 : 0);
            }));
  }
}
