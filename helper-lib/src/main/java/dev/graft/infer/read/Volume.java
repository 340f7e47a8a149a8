package dev.graft.infer.read;

import dev.graft.graph.Steps;
import java.util.stream.LongStream;

/**
 * A convolution of volumes, {@code (N, C, D, H, W)}, whose kernel has one place in the last
 * direction: one of maps, whose rows lie {@code W} places apart.
 */
final class Volume {
  private Volume() {}

  /** Tells whether a kernel moves over volumes. */
  static boolean is(Flow x, long... weight) {
    return x.rank() == 5 && weight.length == 5;
  }

  /** Lays the last two directions out as one. */
  static Window window(Step step, Flow x, long... weight) {
    long[] strides = step.integers("strides", 1, 1, 1);
    long[] dilations = step.integers("dilations", 1, 1, 1);
    long[] pads = step.integers("pads", new long[6]);
    boolean sane =
        strides.length == 3
            && dilations.length == 3
            && pads.length == 6
            && LongStream.of(pads).allMatch(p -> p >= 0 && p <= Window.MOST)
            && LongStream.of(dilations).allMatch(d -> d >= 1 && d <= Window.MOST);
    boolean flat = sane && weight[4] == 1 && pads[2] == 0 && pads[5] == 0;
    boolean dense = flat && strides[1] == 1 && strides[2] == 1 && x.plain();
    if (!dense || !step.text("auto_pad", "NOTSET").equals("NOTSET")) {
      throw new IllegalArgumentException(
          "of volumes, only kernels of one place in the last direction, with a stride of 1, are"
              + " read");
    }
    long[] dims = x.dims();
    int width = Math.toIntExact(dims[4]);
    Flow map =
        step.drawing()
            .reshaped(step.path() + ":map", x, dims[0], dims[1], dims[2], dims[3] * width);
    return Window.of(
        map,
        new long[] {weight[0], weight[1], weight[2], weight[3]},
        new Steps(
            Math.toIntExact(strides[0]),
            1,
            Math.toIntExact(dilations[0]),
            Math.toIntExact(dilations[1] * width)),
        new long[] {pads[0], pads[1] * width, pads[3], pads[4] * width});
  }

  /** Makes volumes of it again. */
  static Flow back(Step step, Flow x, Flow y) {
    long[] dims = y.dims();
    long width = x.dims()[4];
    return step.drawing()
        .reshaped(step.path() + ":volume", y, dims[0], dims[1], dims[2], dims[3] / width, width);
  }
}
