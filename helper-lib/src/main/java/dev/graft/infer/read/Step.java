package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A node of the file that is being read, and what its inputs stand for. */
final class Step {
  private final NodeProto node;
  private final List<Optional<Value>> inputs;
  private final Drawing drawing;
  private final Ahead ahead;

  Step(NodeProto node, List<Optional<Value>> inputs, Drawing drawing, Ahead ahead) {
    this.node = node;
    this.inputs = inputs;
    this.drawing = drawing;
    this.ahead = ahead;
  }

  /** The same node, with one value of each that stands for the whole batch. */
  Step once() {
    return with(value -> value instanceof Known known ? known.once() : value);
  }

  /** The same node, other values put in. */
  Step with(UnaryOperator<Value> other) {
    return new Step(node, inputs.stream().map(value -> value.map(other)).toList(), drawing, ahead);
  }

  /** Whether one of its inputs is of a kind. */
  boolean reads(Class<? extends Value> kind) {
    return inputs.stream().anyMatch(value -> value.filter(kind::isInstance).isPresent());
  }

  /** The same node, its first constant given to each sample as if an image had become it. */
  Step given() {
    List<Optional<Value>> drawn = new ArrayList<>(inputs);
    drawn.set(0, Optional.of(flow(0)));
    return new Step(node, drawn, drawing, ahead);
  }

  /** The nodes behind this one. */
  Ahead ahead() {
    return ahead;
  }

  Drawing drawing() {
    return drawing;
  }

  NodeProto node() {
    return node;
  }

  String op() {
    return node.getOpType();
  }

  long opset() {
    return drawing.opset();
  }

  int inputs() {
    return inputs.size();
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  Value in(int input) {
    if (!has(input)) {
      throw new IllegalArgumentException("it lacks input " + input);
    }
    return inputs.get(input).get();
  }

  boolean knows(int input) {
    return has(input) && in(input) instanceof Known;
  }

  Known known(int input) {
    if (in(input) instanceof Known known) {
      return known;
    }
    throw new IllegalArgumentException(
        "its input " + input + " is computed from the image, must be constant");
  }

  /** Reads a value that hangs on the network's input; what does not is given to each sample. */
  Flow flow(int input) {
    return in(input) instanceof Flow flow ? flow : drawing.given(path(), (Known) in(input));
  }

  /** Names the layer by its constant inputs, else by the node. */
  String name() {
    List<String> weights =
        inputs.stream()
            .flatMap(Optional::stream)
            .filter(Known.class::isInstance)
            .map(value -> ((Known) value).source())
            .filter(source -> !source.isEmpty())
            .toList();
    return LayerNames.layer(node.getName(), op(), weights);
  }

  /** Names what has no weights of its own. */
  String path() {
    return LayerNames.ofNode(node.getName(), op());
  }

  Optional<AttributeProto> given(String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  long integer(String name, long otherwise) {
    return given(name).map(AttributeProto::getI).orElse(otherwise);
  }

  double real(String name, double otherwise) {
    return given(name).map(a -> (double) a.getF()).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return given(name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
  }

  long[] integers(String name, long... otherwise) {
    return given(name)
        .map(a -> a.getIntsList().stream().mapToLong(i -> i).toArray())
        .orElse(otherwise);
  }

  /** Reads what is an attribute in older versions and an input in newer ones; null for neither. */
  long[] list(String attribute, int input) {
    if (has(input)) {
      return known(input).longs();
    }
    return given(attribute).isPresent() ? integers(attribute) : null;
  }
}
