package dev.graft.infer.read;

import dev.graft.graph.Activation;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Reduce;
import dev.graft.weights.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Normalizations: of channels by stored statistics, of each sample by its own. */
final class ReadNormalizations {
  static final Map<String, Reading> ALL = new HashMap<>();

  private static final double EPSILON = 1e-5;

  static {
    ALL.put("BatchNormalization", ReadNormalizations::batch);
    ALL.put("LayerNormalization", ReadNormalizations::layer);
    ALL.put("InstanceNormalization", ReadNormalizations::instance);
    ALL.put("GroupNormalization", ReadNormalizations::group);
  }

  private ReadNormalizations() {}

  private static List<Value> batch(Step step) {
    if (step.integer("training_mode", 0) == 1) {
      throw new IllegalArgumentException("it is in training; export the model for inference");
    }
    Flow x = step.flow(0);
    if (x.batch() != 0 || x.rank() < 2) {
      throw new IllegalArgumentException("it works across samples");
    }
    if (x.factor() > 1) {
      return rows(step, x);
    }
    int channels = Math.toIntExact(x.dims()[1]);
    String layer = step.name();
    Drawing drawing = step.drawing();
    Flow map = x;
    if (x.rank() != 4) {
      long rest = Value.product(x.dims(), 2, x.rank());
      map = drawing.reshaped(layer + ":map", x, Value.BATCH, channels, 1, rest);
    }
    Flow y = stored(step, layer, map, channels);
    return List.of(drawing.reshaped(layer + ":back", y, x.dims()));
  }

  private static Flow stored(Step step, String layer, Flow map, int channels) {
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("weight", step.known(1).tensor(channels));
    tensors.put("bias", step.known(2).tensor(channels));
    tensors.put("running_mean", step.known(3).tensor(channels));
    tensors.put("running_var", step.known(4).tensor(channels));
    double epsilon = step.real("epsilon", EPSILON);
    var norm = new BatchNorm(channels, epsilon, BatchNorm.Scale.LEARNED);
    return step.drawing().add(layer, norm, tensors, map.dims(), map);
  }

  /** Tokens that ONNX counts as samples, {@code (N·T, C, …)}. */
  private static List<Value> rows(Step step, Flow x) {
    int channels = Math.toIntExact(x.dims()[1]);
    long rest = Value.product(x.dims(), 2, x.rank());
    String layer = step.name();
    Drawing drawing = step.drawing();
    Flow apart = drawing.reshaped(layer, x, Value.BATCH, x.factor(), channels, rest);
    Flow map = drawing.transposed(layer, apart, 0, 2, 1, 3);
    Flow y = stored(step, layer, map, channels);
    Flow back = drawing.transposed(layer, y, 0, 2, 1, 3);
    return List.of(drawing.reshaped(layer + ":back", back, x.dims()));
  }

  private static List<Value> layer(Step step) {
    Flow x = step.flow(0);
    int axis = x.axis(step.integer("axis", -1));
    double epsilon = step.real("epsilon", EPSILON);
    Known weight = step.known(1);
    Known bias = step.has(2) ? step.known(2) : null;
    return List.of(layer(step, step.name(), x, axis, epsilon, weight, bias));
  }

  /** Draws one over all axes from one on; weight and bias may be missing. */
  static Flow layer(
      Step step, String layer, Flow x, int axis, double epsilon, Known weight, Known bias) {
    if (x.batch() >= axis) {
      throw new IllegalArgumentException("it works across samples");
    }
    int channels = Math.toIntExact(Value.product(x.dims(), axis, x.rank()));
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("weight", wide(weight, channels, 1));
    tensors.put("bias", wide(bias, channels, 0));
    LayerNorm norm = new LayerNorm(channels, epsilon);
    Drawing drawing = step.drawing();
    if (x.sample().size() <= 2 && axis == x.rank() - 1) {
      return drawing.add(layer, norm, tensors, x.dims(), x);
    }
    long rows = Value.product(x.sample().stream().mapToLong(d -> d).toArray()) / channels;
    Flow flat = ReadProducts.rows(drawing, layer, x, rows, channels);
    long[] dims = {Value.BATCH, rows, channels};
    Flow y = drawing.add(layer, norm, tensors, dims, flat);
    return ReadProducts.restored(drawing, layer, y, x, x.dims());
  }

  private static Tensor wide(Known known, int channels, float otherwise) {
    float[] values = new float[channels];
    Arrays.fill(values, otherwise);
    if (known != null && known.size() != channels && known.size() != 1) {
      throw new IllegalArgumentException(
          "it has " + known.size() + " weights for " + channels + " channels");
    }
    for (int i = 0; known != null && i < channels; i++) {
      values[i] = (float) known.at(known.size() == 1 ? 0 : i);
    }
    return Tensor.of(dev.graft.graph.Shape.of(channels), values);
  }

  private static List<Value> instance(Step step) {
    Flow x = step.flow(0);
    Flow unit = unit(step, x, step.real("epsilon", EPSILON));
    return List.of(scaled(step, unit, step.known(1), step.known(2)));
  }

  private static Flow scaled(Step step, Flow x, Known weight, Known bias) {
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = weight.size();
    Flow y = x;
    if (!all(weight, 1)) {
      Known own = weight.reshaped(dims);
      y = ReadPairs.withOwn(step, weight.own(), Operation.MULTIPLY, y, own);
    }
    if (!all(bias, 0)) {
      y = ReadPairs.withOwn(step, bias.own(), Operation.ADD, y, bias.reshaped(dims));
    }
    return y;
  }

  private static boolean all(Known known, double value) {
    for (int i = 0; i < known.size(); i++) {
      if (known.at(i) != value) {
        return false;
      }
    }
    return true;
  }

  /** Takes from each channel its mean, and divides by its deviation. */
  private static Flow unit(Step step, Flow x, double epsilon) {
    int[] axes = java.util.stream.IntStream.range(2, x.rank()).toArray();
    String name = step.path();
    Drawing drawing = step.drawing();
    Flow mean = ReadReductions.reduced(step, Reduce.Kind.MEAN, x, true, axes);
    Flow off = ReadPairs.flows(step, name + ":off", Operation.SUBTRACT, x, mean);
    Flow square = ReadPairs.flows(step, name + ":square", Operation.MULTIPLY, off, off);
    Flow variance = ReadReductions.reduced(step, Reduce.Kind.MEAN, square, true, axes);
    Flow more = drawing.same(name + ":more", new Affine(1, epsilon), variance);
    Flow deviation = drawing.same(name + ":deviation", new Activation(Function.SQRT), more);
    return ReadPairs.flows(step, name, Operation.DIVIDE, off, deviation);
  }

  private static List<Value> group(Step step) {
    Flow x = step.flow(0);
    long groups = step.integer("num_groups", 1);
    if (!x.plain() || x.dims()[1] % groups != 0) {
      throw new IllegalArgumentException("its channels are no whole groups");
    }
    long rest = Value.product(x.dims(), 1, x.rank()) / groups;
    Drawing drawing = step.drawing();
    Flow parts = drawing.reshaped(step.path() + ":groups", x, Value.BATCH, groups, rest);
    Flow unit = unit(step, parts, step.real("epsilon", EPSILON));
    Flow back = drawing.reshaped(step.path() + ":back", unit, x.dims());
    Known weight = each(step.known(1), x.dims()[1]);
    return List.of(scaled(step, back, weight, each(step.known(2), x.dims()[1])));
  }

  /** Before opset 21 each group had one number, since then each channel. */
  private static Known each(Known known, long channels) {
    int times = Math.toIntExact(channels / known.size());
    return Known.of(false, new long[] {channels}, i -> known.at(i / times)).from(known.source());
  }
}
