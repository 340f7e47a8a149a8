package dev.graft.infer.read;

import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.graph.Steps;

/**
 * How a window of ONNX's moves over a map; a row is a map of one line.
 *
 * @param map what it moves over
 * @param row whether the file has no second direction
 * @param weight dimensions of the kernel, with both directions
 * @param steps stride and dilation
 * @param padding around the map
 */
record Window(Flow map, boolean row, long[] weight, Steps steps, Padding padding) {
  static final int MOST = 4096;

  static Window of(Step step, Flow x, long... weight) {
    if (!x.plain()) {
      throw new IllegalArgumentException(
          "only rows and maps of single images have windows, not " + x.shape());
    }
    return ofEach(step, x, weight);
  }

  /** Moves over several maps of an image too, over each for itself: {@code (F·N, C, H, W)}. */
  static Window ofEach(Step step, Flow x, long... weight) {
    boolean row = x.rank() == 3;
    boolean each = x.batch() == 0 && x.rank() == 4;
    if (!each && !(row && x.plain()) || weight.length != x.rank()) {
      throw new IllegalArgumentException(
          "only rows and maps of single images have windows, not " + x.shape());
    }
    requireSane(weight[2], weight[weight.length - 1]);
    requireSane(step.integers("strides"));
    requireSane(step.integers("dilations"));
    requireSane(step.integers("pads"));
    int axes = row ? 1 : 2;
    long[] strides = two(step.integers("strides", ones(axes)), row, 1);
    long[] dilations = two(step.integers("dilations", ones(axes)), row, 1);
    long[] kernel = row ? new long[] {weight[0], weight[1], 1, weight[2]} : weight;
    Flow map = x;
    if (row) {
      long[] dims = {x.dims()[0], x.dims()[1], 1, x.dims()[2]};
      map = step.drawing().reshaped(step.path() + ":map", x, dims);
    }
    Steps steps =
        new Steps(
            Math.toIntExact(strides[0]),
            Math.toIntExact(strides[1]),
            Math.toIntExact(dilations[0]),
            Math.toIntExact(dilations[1]));
    return new Window(map, row, kernel, steps, padding(step, map, row, kernel, steps));
  }

  /** Makes one of what has been checked. */
  static Window of(Flow map, long[] weight, Steps steps, long... pads) {
    requireSane(weight[2], weight[3]);
    Padding padding =
        new Padding(
            Math.toIntExact(pads[0]),
            Math.toIntExact(pads[1]),
            Math.toIntExact(pads[2]),
            Math.toIntExact(pads[3]));
    return new Window(map, false, weight, steps, padding);
  }

  private static void requireSane(long... sizes) {
    for (long size : sizes) {
      if (size < 0 || size > MOST) {
        throw new IllegalArgumentException("its window has " + size + ", at most " + MOST);
      }
    }
  }

  private static long[] ones(int axes) {
    return axes == 1 ? new long[] {1} : new long[] {1, 1};
  }

  private static long[] two(long[] given, boolean row, long otherwise) {
    if (given.length != (row ? 1 : 2)) {
      throw new IllegalArgumentException("it has steps of " + given.length + " directions");
    }
    return row ? new long[] {otherwise, given[0]} : given;
  }

  private static Padding padding(Step step, Flow map, boolean row, long[] kernel, Steps steps) {
    String auto = step.text("auto_pad", "NOTSET");
    if (auto.equals("VALID")) {
      return Padding.NONE;
    }
    if (auto.startsWith("SAME")) {
      long[] rows = same(map.dims()[2], kernel[2], steps.rows(), steps.spreadRows(), auto);
      long[] columns = same(map.dims()[3], kernel[3], steps.columns(), steps.spreadColumns(), auto);
      return new Padding((int) rows[0], (int) columns[0], (int) rows[1], (int) columns[1]);
    }
    long[] pads = step.integers("pads", row ? new long[2] : new long[4]);
    if (pads.length != (row ? 2 : 4)) {
      throw new IllegalArgumentException("it pads " + pads.length + " sides");
    }
    return row
        ? new Padding(0, Math.toIntExact(pads[0]), 0, Math.toIntExact(pads[1]))
        : new Padding(
            Math.toIntExact(pads[0]),
            Math.toIntExact(pads[1]),
            Math.toIntExact(pads[2]),
            Math.toIntExact(pads[3]));
  }

  private static long[] same(long size, long kernel, int stride, int spread, String auto) {
    long out = (size + stride - 1) / stride;
    long total = Math.max((out - 1) * stride + (kernel - 1) * spread + 1 - size, 0);
    long less = total / 2;
    return auto.equals("SAME_LOWER")
        ? new long[] {total - less, less}
        : new long[] {less, total - less};
  }

  int height() {
    return Math.toIntExact(weight[2]);
  }

  int width() {
    return Math.toIntExact(weight[3]);
  }

  /** Makes a row of it again, where it was one. */
  Flow back(Step step, Flow map) {
    if (!row) {
      return map;
    }
    Shape shape = map.shape();
    return step.drawing()
        .reshaped(step.path() + ":row", map, Value.BATCH, shape.get(0), shape.get(2));
  }
}
