package dev.graft.infer;

import dev.graft.graph.Arithmetic;

/** Writes what combines two values. */
final class ArithmeticWord implements Word<Arithmetic> {
  @Override
  public void write(Arithmetic op, OnnxPlace place) {
    place.write(type(op.operation()), place.inputs());
  }

  static String type(Arithmetic.Operation operation) {
    return switch (operation) {
      case ADD -> "Add";
      case SUBTRACT -> "Sub";
      case MULTIPLY -> "Mul";
      case DIVIDE -> "Div";
      case MAXIMUM -> "Max";
      case MINIMUM -> "Min";
    };
  }
}
