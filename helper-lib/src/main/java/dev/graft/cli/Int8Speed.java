package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.data.Dataset;
import dev.graft.data.Inputs;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.Quantization;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many inputs a second a frozen body computes, those being read already: medians of runs in
 * turn.
 *
 * @param whole in float
 * @param int8 in 8 bits
 */
record Int8Speed(double whole, double int8) {
  private static final int BATCH = 16;
  private static final int RUNS = 15;

  /** Measures a body that is frozen in 8 bits, on some of a set. */
  static Int8Speed of(TransferModel model, Dataset set) {
    Quantization how = model.int8().orElseThrow().quantization();
    var network = new Network(model.graph(), model.weights(), how.layers(), model.engine());
    Graph until = model.graph().until(network.boundary());
    List<String> computed =
        until.outputs().stream().filter(value -> !until.inputs().contains(value)).toList();
    Graph slice = until.until(new Cut(computed));
    Inputs inputs = set.inputs(model.readsTexts() ? model.textContract() : model.contract());
    int[] some = IntStream.range(0, Math.min(BATCH, inputs.size())).toArray();
    Extent extent = inputs.extent(some);
    List<FloatBuffer> in = read(inputs, some, extent);
    List<FloatBuffer> out = buffers(slice.shapes(slice.outputs()), extent);
    try (Body whole = Bodies.of(slice, model.weights(), model.engine());
        Body eight = Bodies.of(slice, model.weights(), model.engine(), Optional.of(how))) {
      double[] wholeSeconds = new double[RUNS];
      double[] eightSeconds = new double[RUNS];
      whole.run(in, extent, out);
      eight.run(in, extent, out);
      for (int run = 0; run < RUNS; run++) {
        wholeSeconds[run] = seconds(whole, in, extent, out);
        eightSeconds[run] = seconds(eight, in, extent, out);
      }
      return new Int8Speed(some.length / median(wholeSeconds), some.length / median(eightSeconds));
    }
  }

  private static List<FloatBuffer> read(Inputs inputs, int[] some, Extent extent) {
    List<Shape> shapes = inputs.shapes();
    List<FloatBuffer> all = buffers(shapes, extent);
    for (int place = 0; place < some.length; place++) {
      FloatBuffer[] into = new FloatBuffer[shapes.size()];
      for (int i = 0; i < into.length; i++) {
        int floats = extent.samples(1).floats(shapes.get(i));
        into[i] = all.get(i).slice(place * floats, floats);
      }
      inputs.read(some[place], into);
    }
    return all;
  }

  private static List<FloatBuffer> buffers(List<Shape> shapes, Extent extent) {
    return shapes.stream().map(shape -> DirectFloats.of(extent.floats(shape))).toList();
  }

  private static double seconds(
      Body body, List<FloatBuffer> in, Extent extent, List<FloatBuffer> out) {
    long begun = System.nanoTime();
    body.run(in, extent, out);
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double median(double... seconds) {
    Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }
}
