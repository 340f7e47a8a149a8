package dev.graft.infer;

import dev.graft.data.Inputs;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How loud the output of a slice is above the noise that whole numbers make of it: {@code 10 ·
 * log10(Σ y² / Σ (y − ŷ)²)} over some inputs.
 */
final class Sensitivity {
  private static final double SILENT = 200;

  private final Graph slice;
  private final StateDict weights;
  private final List<List<FloatBuffer>> inputs = new ArrayList<>();
  private final List<Extent> extents = new ArrayList<>();
  private final List<List<FloatBuffer>> wanted;

  Sensitivity(Graph slice, StateDict weights, Inputs inputs, int... order) {
    this.slice = slice;
    this.weights = weights;
    for (int index : order) {
      Extent extent = inputs.extent(index);
      List<FloatBuffer> values =
          inputs.shapes().stream().map(shape -> DirectFloats.of(extent.floats(shape))).toList();
      inputs.read(index, values.toArray(FloatBuffer[]::new));
      values.forEach(FloatBuffer::rewind);
      this.inputs.add(values);
      this.extents.add(extent);
    }
    this.wanted = run(Optional.empty());
  }

  /** Measures one way to compute. */
  double decibels(Quantization quantization) {
    List<List<FloatBuffer>> found = run(Optional.of(quantization));
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < wanted.size(); i++) {
      for (int value = 0; value < wanted.get(i).size(); value++) {
        FloatBuffer y = wanted.get(i).get(value);
        FloatBuffer other = found.get(i).get(value);
        for (int at = 0; at < y.capacity(); at++) {
          double difference = (double) y.get(at) - other.get(at);
          signal += (double) y.get(at) * y.get(at);
          noise += difference * difference;
        }
      }
    }
    double above = noise == 0 ? SILENT : 10 * Math.log10(signal / noise);
    return Math.max(-SILENT, Math.min(SILENT, above));
  }

  private List<List<FloatBuffer>> run(Optional<Quantization> int8) {
    byte[] model = OnnxExport.bytes(slice, weights, Map.of(), int8);
    List<Shape> shapes = slice.shapes(slice.outputs());
    List<List<FloatBuffer>> all = new ArrayList<>();
    try (OnnxSession session = OnnxSession.open(slice, model, Processors.physical())) {
      for (int i = 0; i < inputs.size(); i++) {
        Extent extent = extents.get(i);
        List<FloatBuffer> out =
            shapes.stream().map(shape -> DirectFloats.of(extent.floats(shape))).toList();
        session.run(inputs.get(i), extent, out);
        all.add(out);
      }
    }
    return all;
  }
}
