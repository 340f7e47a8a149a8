package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** One node and what is known of its inputs; a rule tells from it what its outputs will be. */
final class OnnxCall {
  private final NodeProto node;
  private final List<Optional<OnnxValue>> inputs;
  private final long opset;
  private double work;
  private double scratch;

  OnnxCall(NodeProto node, List<Optional<OnnxValue>> inputs, long opset) {
    this.node = node;
    this.inputs = inputs;
    this.opset = opset;
  }

  String op() {
    return node.getOpType();
  }

  long opset() {
    return opset;
  }

  int outputs() {
    return node.getOutputCount();
  }

  int inputs() {
    return inputs.size();
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  OnnxValue in(int input) {
    if (!has(input)) {
      throw new IllegalArgumentException("it lacks input " + input);
    }
    return inputs.get(input).get();
  }

  /** Gives all inputs, of which none may be left out. */
  List<OnnxValue> all() {
    return IntStream.range(0, inputs.size()).mapToObj(this::in).toList();
  }

  /**
   * Reads a list of whole numbers that a shape hangs on.
   *
   * @throws IllegalArgumentException when it is only known once the model has run
   */
  long[] whole(int input) {
    OnnxValue value = in(input);
    if (value.numbers == null || value.type == DataType.BOOL) {
      throw new IllegalArgumentException(
          "how large its output is hangs on what is computed; export the model for a fixed size");
    }
    long[] whole = new long[value.numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) value.numbers[i];
    }
    return whole;
  }

  double[] numbers(int input) {
    whole(input);
    return in(input).numbers;
  }

  /** Reads one number that a shape hangs on. */
  double number(int input) {
    double[] numbers = numbers(input);
    if (numbers.length != 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "input %d is %s, must be one number", input, in(input)));
    }
    return numbers[0];
  }

  private Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  Optional<AttributeProto> given(String name) {
    return attribute(name);
  }

  long integer(String name, long otherwise) {
    return attribute(name).map(AttributeProto::getI).orElse(otherwise);
  }

  double real(String name, double otherwise) {
    return attribute(name).map(a -> (double) a.getF()).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return attribute(name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
  }

  /** Reads a list; null where there is none. */
  long[] integers(String name) {
    return attribute(name)
        .map(a -> a.getIntsList().stream().mapToLong(i -> i).toArray())
        .orElse(null);
  }

  /** Reads axes from where this version of the operator has them; null where it has none. */
  long[] axes(int asInputSince) {
    if (opset < asInputSince) {
      return integers("axes");
    }
    return has(1) ? whole(1) : null;
  }

  /** Reads an axis of a value, counted from its end where it is negative. */
  static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "axis is %d of %d", axis, rank));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Adds to what it costs, in multiply-adds of a matrix product. */
  void work(double more) {
    work += more;
  }

  double work() {
    return work;
  }

  /** Says how many bytes it needs beside its inputs and outputs. */
  void scratch(double bytes) {
    scratch = bytes;
  }

  double scratch() {
    return scratch;
  }
}
