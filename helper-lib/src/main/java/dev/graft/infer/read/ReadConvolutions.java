package dev.graft.infer.read;

import dev.graft.graph.Conv;
import dev.graft.graph.Pad;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.graph.Slice;
import dev.graft.graph.Steps;
import dev.graft.weights.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Convolutions of maps and of rows, and transposed ones. */
final class ReadConvolutions {
  static final Map<String, Reading> ALL =
      Map.of("Conv", ReadConvolutions::conv, "ConvTranspose", ReadConvolutions::transposed);

  private ReadConvolutions() {}

  private static List<Value> conv(Step step) {
    Flow x = step.flow(0);
    long[] kernel = step.known(1).dims();
    if (Volume.is(x, kernel)) {
      return List.of(Volume.back(step, x, moved(step, Volume.window(step, x, kernel))));
    }
    Window window = Window.ofEach(step, x, kernel);
    if (x.plain()) {
      return List.of(window.back(step, moved(step, window)));
    }
    Stacked maps = Stacked.of(window);
    return List.of(maps.back(step, window, moved(step, maps.laid(step, window))));
  }

  private static Flow moved(Step step, Window window) {
    long[] weight = window.weight();
    int groups = Math.toIntExact(step.integer("group", 1));
    int in = Math.toIntExact(weight[1] * groups);
    int out = Math.toIntExact(weight[0]);
    boolean bias = step.has(2);
    Conv conv =
        new Conv(
            in,
            out,
            window.height(),
            window.width(),
            window.steps(),
            window.padding(),
            groups,
            bias);
    if (window.map().shape().channels() != in || groups < 1 || out % groups != 0) {
      throw new IllegalArgumentException(
          "its kernel has " + in + " channels, its input is " + window.map().shape());
    }
    return draw(step, step.name(), conv, window.map(), kernel(step));
  }

  private static float[] kernel(Step step) {
    return step.known(1).floats();
  }

  private static Flow draw(Step step, String name, Conv conv, Flow map, float... kernel) {
    Map<String, Tensor> tensors = new HashMap<>();
    Shape shape = Shape.of(conv.out(), conv.in() / conv.groups(), conv.height(), conv.width());
    tensors.put("weight", Tensor.of(shape, kernel));
    if (conv.bias()) {
      tensors.put("bias", step.known(2).tensor(conv.out()));
    }
    Shape y = conv.output(List.of(map.shape()));
    long[] dims = {Value.BATCH, y.get(0), y.get(1), y.get(2)};
    return step.drawing().add(name, conv, tensors, dims, map);
  }

  /**
   * A transposed convolution is one whose kernel is turned and whose input has zeros between its
   * pixels (Dumoulin and Visin 2016, section 4.5).
   */
  private static List<Value> transposed(Step step) {
    Flow x = step.flow(0);
    long[] weight = step.known(1).dims();
    if (x.rank() != 4 || !x.plain() || weight.length != 4) {
      throw new IllegalArgumentException("only maps are convolved the other way round");
    }
    long[] strides = step.integers("strides", 1, 1);
    long[] dilations = step.integers("dilations", 1, 1);
    long[] more = step.integers("output_padding", 0, 0);
    long[] pads = padsOf(step, x, weight, strides, dilations, more);
    Flow spread = x;
    for (int axis = 0; axis < 2; axis++) {
      spread = spread(step, spread, 2 + axis, strides[axis]);
      long reach = dilations[axis] * (weight[2 + axis] - 1);
      spread =
          around(step, spread, 2 + axis, reach - pads[axis], reach - pads[2 + axis] + more[axis]);
    }
    int groups = Math.toIntExact(step.integer("group", 1));
    int in = Math.toIntExact(weight[0]);
    int each = Math.toIntExact(weight[1]);
    if (groups < 1 || in % groups != 0) {
      throw new IllegalArgumentException(in + " channels are no " + groups + " groups");
    }
    Conv conv =
        new Conv(
            in,
            each * groups,
            Math.toIntExact(weight[2]),
            Math.toIntExact(weight[3]),
            new Steps(1, 1, Math.toIntExact(dilations[0]), Math.toIntExact(dilations[1])),
            Padding.NONE,
            groups,
            step.has(2));
    return List.of(draw(step, step.name(), conv, spread, turned(kernel(step), weight, groups)));
  }

  private static long[] padsOf(
      Step step, Flow x, long[] weight, long[] strides, long[] dilations, long[] more) {
    long[] shape = step.integers("output_shape");
    String auto = step.text("auto_pad", "NOTSET");
    if (shape.length == 0 && !auto.startsWith("SAME")) {
      return auto.equals("VALID") ? new long[4] : step.integers("pads", 0, 0, 0, 0);
    }
    long[] pads = new long[4];
    for (int axis = 0; axis < 2; axis++) {
      long size = x.dims()[2 + axis];
      long wanted = shape.length == 0 ? size * strides[axis] : shape[shape.length - 2 + axis];
      long total =
          (size - 1) * strides[axis]
              + more[axis]
              + dilations[axis] * (weight[2 + axis] - 1)
              + 1
              - wanted;
      long less = Math.max(total, 0) / 2;
      boolean lower = auto.equals("SAME_LOWER");
      pads[axis] = lower ? Math.max(total, 0) - less : less;
      pads[2 + axis] = Math.max(total, 0) - pads[axis];
    }
    return pads;
  }

  /** Puts zeros between the places of an axis. */
  private static Flow spread(Step step, Flow x, int axis, long stride) {
    if (stride == 1) {
      return x;
    }
    Drawing drawing = step.drawing();
    String name = step.name() + ":spread";
    long[] dims = x.dims();
    long[] apart = new long[dims.length + 1];
    System.arraycopy(dims, 0, apart, 0, axis + 1);
    apart[axis + 1] = 1;
    System.arraycopy(dims, axis + 1, apart, axis + 2, dims.length - axis - 1);
    Flow single = drawing.reshaped(name, x, apart);
    apart = apart.clone();
    apart[axis + 1] = stride;
    Pad zeros = new Pad(single.array(axis + 1), 0, Math.toIntExact(stride - 1), 0);
    Flow padded = drawing.add(name, zeros, apart, single);
    long[] wide = dims.clone();
    wide[axis] = dims[axis] * stride;
    Flow all = drawing.reshaped(name, padded, wide);
    return cut(step, all, axis, 0, wide[axis] - (stride - 1));
  }

  private static Flow cut(Step step, Flow x, int axis, long from, long count) {
    long[] dims = x.dims().clone();
    dims[axis] = count;
    var slice = new Slice(x.array(axis), Math.toIntExact(from), Math.toIntExact(count), 1);
    return step.drawing().add(step.name() + ":cut", slice, dims, x);
  }

  /** Adds zeros at the ends of an axis, or takes places away where there are fewer than none. */
  private static Flow around(Step step, Flow x, int axis, long before, long after) {
    Flow y = x;
    if (before < 0 || after < 0) {
      long from = Math.max(-before, 0);
      y = cut(step, y, axis, from, x.dims()[axis] - from - Math.max(-after, 0));
    }
    if (before > 0 || after > 0) {
      long[] dims = y.dims().clone();
      int front = Math.toIntExact(Math.max(before, 0));
      int back = Math.toIntExact(Math.max(after, 0));
      dims[axis] += front + back;
      Pad pad = new Pad(y.array(axis), front, back, 0);
      y = step.drawing().add(step.name() + ":around", pad, dims, y);
    }
    return y;
  }

  /** From {@code (in, out / groups, H, W)} to {@code (out, in / groups, H, W)}, upside down. */
  private static float[] turned(float[] kernel, long[] dims, int groups) {
    int in = Math.toIntExact(dims[0] / groups);
    int out = Math.toIntExact(dims[1]);
    int area = Math.toIntExact(dims[2] * dims[3]);
    float[] turned = new float[kernel.length];
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          for (int at = 0; at < area; at++) {
            int from = ((group * in + i) * out + o) * area + at;
            int to = ((group * out + o) * in + i) * area + area - 1 - at;
            turned[to] = kernel[from];
          }
        }
      }
    }
    return turned;
  }
}
