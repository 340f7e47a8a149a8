package dev.graft.infer.read;

import dev.graft.graph.Pad;
import dev.graft.graph.Padding;
import dev.graft.graph.Slice;

/**
 * Several maps of one image, such as windows of attention, as one map: they lie one below the
 * other, so far apart that no kernel reads of two, and one convolution sees them all.
 *
 * @param maps as the file has them, {@code (F·N, C, H, W)}
 * @param lines of the one map that belong to each, its padding with them
 */
record Stacked(Flow maps, int lines) {
  static Stacked of(Window window) {
    Padding padding = window.padding();
    int stride = window.steps().rows();
    long own = window.map().dims()[2] + padding.top() + padding.bottom();
    return new Stacked(
        window.map(), Math.toIntExact(Math.floorDiv(own + stride - 1, stride) * stride));
  }

  /** Lays them below each other; the window then needs no padding but at the sides. */
  Window laid(Step step, Window window) {
    Drawing drawing = step.drawing();
    String name = step.path() + ":stacked";
    long[] dims = maps.dims();
    long count = maps.factor();
    Flow all = new Flow(maps.node(), array(dims[1], dims[2], dims[3]), 0, 1);
    Flow apart = drawing.transposed(name, all, 0, 2, 1, 3, 4);
    int top = window.padding().top();
    apart = padded(step, apart, top, Math.toIntExact(lines - top - dims[2]));
    Flow map = drawing.reshaped(name, apart, Value.BATCH, dims[1], count * lines, dims[3]);
    int reach = (window.height() - 1) * window.steps().spreadRows() + 1;
    int tail = Math.max(0, reach - window.steps().rows());
    Padding sides = new Padding(0, window.padding().left(), tail, window.padding().right());
    return new Window(map, false, window.weight(), window.steps(), sides);
  }

  private long[] array(long channels, long height, long width) {
    return new long[] {Value.BATCH, maps.factor(), channels, height, width};
  }

  private static Flow padded(Step step, Flow x, int before, int after) {
    if (before == 0 && after == 0) {
      return x;
    }
    long[] dims = x.dims().clone();
    dims[3] += before + after;
    Pad pad = new Pad(x.array(3), before, after, 0);
    return step.drawing().add(step.path() + ":apart", pad, dims, x);
  }

  /** Takes what became of each out of what became of all. */
  Flow back(Step step, Window window, Flow y) {
    Drawing drawing = step.drawing();
    String name = step.path() + ":each";
    int stride = window.steps().rows();
    int reach = (window.height() - 1) * window.steps().spreadRows() + 1;
    Padding padding = window.padding();
    long own = maps.dims()[2] + padding.top() + padding.bottom();
    long rows = Math.floorDiv(own - reach, stride) + 1;
    long[] dims = y.dims();
    long[] each = {Value.BATCH, dims[1], maps.factor(), lines / stride, dims[3]};
    Flow apart = drawing.reshaped(name, y, each);
    if (rows < each[3]) {
      each = each.clone();
      each[3] = rows;
      Slice whole = new Slice(apart.array(3), 0, Math.toIntExact(rows), 1);
      apart = drawing.add(name, whole, each, apart);
    }
    Flow turned = drawing.transposed(name, apart, 0, 2, 1, 3, 4);
    long[] all = {maps.factor() * Value.BATCH, dims[1], rows, dims[3]};
    return Flow.of(turned.node(), maps.inner(), all);
  }
}
