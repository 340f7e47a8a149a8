package dev.graft.infer;

import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/**
 * Writes what ONNX has no operator for: each channel's pixels, as a row, times a matrix of shares.
 */
final class AdaptiveAveragePoolWord implements Word<AdaptiveAveragePool> {
  @Override
  public void write(AdaptiveAveragePool op, OnnxPlace place) {
    if (op.side() == 1) {
      place.write("GlobalAveragePool", place.inputs());
      return;
    }
    Shape in = place.inputShape();
    int pixels = in.get(1) * in.get(2);
    float[] shares = op.matrix(in.get(1), in.get(2));
    Tensor matrix = Tensor.of(Shape.of(pixels, op.side() * op.side()), shares);
    OnnxGraph graph = place.graph();
    String rows = graph.whole(place.name() + "/rows", -1, in.channels(), pixels);
    String map = graph.whole(place.name() + "/map", -1, in.channels(), op.side(), op.side());
    String flat = place.step("Reshape", "flat", place.value(), rows);
    String factors = graph.constant(place.name() + "/shares", matrix);
    place.write("Reshape", List.of(place.step("MatMul", "means", flat, factors), map));
  }
}
