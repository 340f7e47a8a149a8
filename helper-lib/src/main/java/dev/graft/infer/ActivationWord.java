package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.graft.graph.Activation;
import java.util.List;

/** Writes a function of each element; its values are named after the node. */
final class ActivationWord implements Word<Activation> {
  @Override
  public void write(Activation op, OnnxPlace place) {
    switch (op.function()) {
      case RELU -> place.write("Relu", place.inputs());
      case SIGMOID -> place.write("Sigmoid", place.inputs());
      case TANH -> place.write("Tanh", place.inputs());
      case SILU -> {
        String gate = place.step("Sigmoid", "gate", place.value());
        place.write("Mul", List.of(place.value(), gate));
      }
      case GELU -> gelu(place);
      case GELU_TANH -> geluByTanh(place);
      case HARD_SIGMOID -> place.write("HardSigmoid", place.inputs(), sixth());
      case HARD_SWISH -> {
        String gate = place.step("HardSigmoid", "gate", List.of(place.value()), sixth());
        place.write("Mul", List.of(place.value(), gate));
      }
      case SOFTPLUS -> place.write("Softplus", place.inputs());
      case MISH -> {
        String tanh = place.step("Tanh", "tanh", place.step("Softplus", "plus", place.value()));
        place.write("Mul", List.of(place.value(), tanh));
      }
      case EXP -> place.write("Exp", place.inputs());
      case LOG -> place.write("Log", place.inputs());
      case SQRT -> place.write("Sqrt", place.inputs());
      case RECIPROCAL -> place.write("Reciprocal", place.inputs());
      case ABSOLUTE -> place.write("Abs", place.inputs());
      case ERF -> place.write("Erf", place.inputs());
      case RELU6 -> {
        String low = place.graph().scalar("relu6/min", 0);
        String high = place.graph().scalar("relu6/max", 6);
        place.write("Clip", List.of(place.value(), low, high));
      }
    }
  }

  /**
   * {@code x · (1 + erf(x / √2)) / 2}, in the order in which ONNX Runtime knows it as one kernel.
   */
  private static AttributeProto sixth() {
    return OnnxGraph.real("alpha", 1.0 / 6);
  }

  private static void gelu(OnnxPlace place) {
    String x = place.value();
    String root = place.graph().scalar("gelu/root2", (float) Math.sqrt(2));
    String one = place.graph().scalar("gelu/one", 1);
    String half = place.graph().scalar("gelu/half", 0.5f);
    String erf = place.step("Erf", "erf", place.step("Div", "div", x, root));
    String twice = place.step("Mul", "mul", x, place.step("Add", "add", erf, one));
    place.write("Mul", List.of(twice, half));
  }

  /** By the hyperbolic tangent, in an order that ONNX Runtime knows as one kernel too. */
  private static void geluByTanh(OnnxPlace place) {
    String x = place.value();
    OnnxGraph graph = place.graph();
    String cube = place.step("Pow", "cube", x, graph.scalar("gelu/three", 3));
    String bent = place.step("Mul", "bent", cube, graph.scalar("gelu/bend", 0.044715f));
    String slope = graph.scalar("gelu/slope", (float) Math.sqrt(2 / Math.PI));
    String steep = place.step("Mul", "steep", place.step("Add", "sum", x, bent), slope);
    String tanh = place.step("Tanh", "tanh", steep);
    String twice = place.step("Add", "add", tanh, graph.scalar("gelu/one", 1));
    String half = place.step("Mul", "half", x, graph.scalar("gelu/half", 0.5f));
    place.write("Mul", List.of(half, twice));
  }
}
