package dev.graft.infer;

import dev.graft.graph.Linear;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/**
 * Writes a matrix; that of pixels is a convolution's: the state dict's two axes and two of length
 * 1.
 */
final class LinearWord implements Word<Linear> {
  @Override
  public void write(Linear op, OnnxPlace place) {
    if (place.shape().rank() == 1) {
      place.write("Gemm", place.inputs("weight", "bias"), OnnxGraph.integer("transB", 1));
      return;
    }
    String name = place.name() + ".weight";
    Shape kernel = Shape.of(op.out(), op.in(), 1, 1);
    Tensor matrix = new Tensor(kernel, place.weights().get(name).values());
    List<String> inputs = place.inputs("bias");
    inputs.add(1, place.graph().constant(name, matrix));
    place.write("Conv", inputs);
  }
}
