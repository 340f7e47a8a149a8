package dev.graft.infer;

import dev.graft.graph.Linear;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Writes a matrix; that of pixels is a convolution's: the state dict's two axes and two of length
 * 1. ONNX has no product of many rows with a matrix that lies as the state dict's does.
 */
final class LinearWord implements Word<Linear> {
  @Override
  public void write(Linear op, OnnxPlace place) {
    if (place.shape().rank() == 1) {
      place.write("Gemm", place.inputs(names(op)), OnnxGraph.integer("transB", 1));
      return;
    }
    if (place.shape().rank() == 2) {
      String matrix =
          place
              .graph()
              .constant(
                  place.name() + ".weight/turned",
                  turned(place.weights().get(place.name() + ".weight")));
      if (!op.bias()) {
        place.write("MatMul", List.of(place.value(), matrix));
        return;
      }
      String product = place.step("MatMul", "product", place.value(), matrix);
      String bias = place.inputs("bias").get(1);
      place.write("Add", List.of(product, bias));
      return;
    }
    String name = place.name() + ".weight";
    Shape kernel = Shape.of(op.out(), op.in(), 1, 1);
    Tensor matrix = new Tensor(kernel, place.weights().get(name).values());
    List<String> inputs = op.bias() ? place.inputs("bias") : place.inputs();
    inputs.add(1, place.graph().constant(name, matrix));
    place.write("Conv", inputs);
  }

  private static String[] names(Linear op) {
    return op.bias() ? new String[] {"weight", "bias"} : new String[] {"weight"};
  }

  /** What tokens, which are rows, are multiplied by: {@code (in, out)}. */
  static Tensor turned(Tensor weight) {
    int outputs = weight.shape().get(0);
    int inputs = weight.shape().get(1);
    FloatBuffer rows = weight.values();
    float[] columns = new float[Math.multiplyExact(inputs, outputs)];
    for (int in = 0; in < inputs; in++) {
      for (int out = 0; out < outputs; out++) {
        columns[in * outputs + out] = rows.get(out * inputs + in);
      }
    }
    return Tensor.of(Shape.of(inputs, outputs), columns);
  }
}
