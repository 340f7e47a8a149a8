package dev.graft.infer.gate;

import java.util.Arrays;
import java.util.stream.LongStream;

/** How a window moves: its sides, its steps, the distance of its elements, and the border. */
record OnnxWindow(
    long[] kernel, long[] strides, long[] dilations, long[] pads, String auto, boolean ceil) {
  /** Numbers beyond serve nobody, and their products would not fit. */
  private static final long LARGEST = 1 << 20;

  /**
   * @throws IllegalArgumentException when it has not as many sides as the map, or no window moves
   *     so
   */
  static OnnxWindow of(OnnxCall call, OnnxValue in, long... kernel) {
    int sides = in.rank() - 2;
    long[] said = call.integers("kernel_shape");
    var window =
        new OnnxWindow(
            kernel,
            filled(call.integers("strides"), sides, 1),
            filled(call.integers("dilations"), sides, 1),
            filled(call.integers("pads"), 2 * sides, 0),
            call.text("auto_pad", "NOTSET"),
            call.integer("ceil_mode", 0) != 0);
    boolean sound =
        kernel.length == sides
            && window.strides.length == sides
            && window.dilations.length == sides
            && window.pads.length == 2 * sides
            && (said == null || Arrays.equals(said, kernel))
            && LongStream.of(kernel).allMatch(k -> k > 0 && k <= LARGEST)
            && LongStream.of(window.strides).allMatch(s -> s > 0 && s <= LARGEST)
            && LongStream.of(window.dilations).allMatch(d -> d > 0 && d <= LARGEST)
            && LongStream.of(window.pads).allMatch(p -> p >= 0 && p <= LARGEST);
    if (!sound) {
      throw new IllegalArgumentException(
          "a window of %s moves by %s over %s with dilations %s and pads %s"
              .formatted(
                  Arrays.toString(kernel),
                  Arrays.toString(window.strides),
                  in,
                  Arrays.toString(window.dilations),
                  Arrays.toString(window.pads)));
    }
    return window;
  }

  private static long[] filled(long[] given, int count, long value) {
    if (given != null) {
      return given;
    }
    long[] all = new long[count];
    Arrays.fill(all, value);
    return all;
  }

  double elements() {
    return LongStream.of(kernel).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  private long reach(int side) {
    return (kernel[side] - 1) * dilations[side] + 1;
  }

  /** Gives the dimensions of what comes out, with the channels of what goes in. */
  long[] sides(OnnxValue in) {
    long[] dims = in.dims.clone();
    for (int i = 0; i < kernel.length; i++) {
      long side = in.dims[i + 2];
      if (auto.startsWith("SAME")) {
        dims[i + 2] = (side + strides[i] - 1) / strides[i];
        continue;
      }
      boolean border = auto.equals("NOTSET");
      long room = side + (border ? pads[i] + pads[i + kernel.length] : 0) - reach(i);
      if (room < 0) {
        throw new IllegalArgumentException(
            "a window of %s is larger than %s".formatted(Arrays.toString(kernel), in));
      }
      long up = ceil ? strides[i] - 1 : 0;
      long steps = (room + up) / strides[i];
      boolean outside = ceil && steps * strides[i] >= side + (border ? pads[i] : 0);
      dims[i + 2] = outside ? steps : steps + 1;
    }
    return dims;
  }

  /** Gives the dimensions of what a transposed convolution makes. */
  long[] spread(OnnxCall call, OnnxValue in) {
    long[] dims = in.dims.clone();
    long[] wanted = call.integers("output_shape");
    long[] extra = filled(call.integers("output_padding"), kernel.length, 0);
    if (extra.length != kernel.length || wanted != null && wanted.length < kernel.length) {
      throw new IllegalArgumentException("its output_padding or output_shape is of another rank");
    }
    for (int i = 0; i < kernel.length; i++) {
      long side = in.dims[i + 2];
      long border = auto.equals("NOTSET") ? pads[i] + pads[i + kernel.length] : 0;
      long whole = Math.addExact((side - 1) * strides[i] + reach(i) - border, extra[i]);
      long same = auto.startsWith("SAME") ? side * strides[i] : whole;
      dims[i + 2] = wanted == null ? same : wanted[wanted.length - kernel.length + i];
    }
    return dims;
  }
}
