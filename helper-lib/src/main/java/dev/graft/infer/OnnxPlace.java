package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A node of a slice that is being written, and the model as far as it has grown. */
record OnnxPlace(Node node, OnnxDraft draft) {
  /** From {@code (N, C, T)} to {@code (N, T, C)}, and back. */
  static final AttributeProto TURN = OnnxGraph.integers("perm", 0, 2, 1);

  String name() {
    return node.name();
  }

  OnnxGraph graph() {
    return draft.onnx();
  }

  StateDict weights() {
    return draft.weights();
  }

  /** The shape that the node gives, without the batch. */
  Shape shape() {
    return draft.slice().shape(name());
  }

  /** The shape of the first value that it reads. */
  Shape inputShape() {
    return draft.slice().shape(node.inputs().get(0));
  }

  /** The normalization that a convolution absorbs, or null. */
  Node fold(String convolution) {
    return draft.folds().get(convolution);
  }

  /** The name of the first value that the node reads. */
  String value() {
    return draft.value(node.inputs().get(0));
  }

  /** The values that the node reads, then parameters of its own as constants; may be changed. */
  List<String> inputs(String... parameters) {
    var inputs = new ArrayList<>(node.inputs().stream().map(draft::value).toList());
    for (String parameter : parameters) {
      String tensor = node.key(parameter);
      String constant = tensor.equals(name()) ? tensor + "/learned" : tensor;
      inputs.add(graph().constant(constant, weights().get(tensor)));
    }
    return inputs;
  }

  /**
   * Adds the operator that gives the node's value. Tokens lie in the model as {@code (N, T, C)},
   * where products and normalizations need no turning; what leaves it is as the graph says.
   */
  void write(String type, List<String> inputs, AttributeProto... attributes) {
    if (shape().rank() != 2 || !draft.slice().outputs().contains(name())) {
      graph().node(type, name(), inputs, name(), attributes);
      return;
    }
    String rows = name() + "/rows";
    graph().node(type, rows, inputs, rows, attributes);
    graph().node("Transpose", name(), List.of(rows), name(), TURN);
    draft.stand(name(), rows);
  }

  /** Adds a list of dimensions, the open batch in front of those of one sample. */
  String sample(String step, List<Integer> dimensions) {
    LongStream own = dimensions.stream().mapToLong(d -> d);
    return graph().whole(name() + "/" + step, LongStream.concat(LongStream.of(-1), own).toArray());
  }

  /** Adds an operator on the way there, and names its value. */
  String step(String type, String step, String... inputs) {
    return step(type, step, List.of(inputs));
  }

  /** Adds an operator with attributes on the way there, and names its value. */
  String step(String type, String step, List<String> inputs, AttributeProto... attributes) {
    String value = name() + "/" + step;
    graph().node(type, value, inputs, value, attributes);
    return value;
  }

  /** Lets readers of the node read another value; an output needs one of its own name. */
  void stand(String value) {
    if (draft.slice().outputs().contains(name())) {
      write("Identity", List.of(value));
    } else {
      draft.stand(name(), value);
    }
  }

  /** Puts what the model takes before its first layer. */
  void begin(Shape shape) {
    draft.entry().into(graph(), name(), shape);
    if (shape.rank() == 2) {
      String rows = name() + "/rows";
      graph().node("Transpose", rows, List.of(name()), rows, TURN);
      draft.stand(name(), rows);
    }
  }

  /** Writes what several nodes read, if none of them has. */
  void once(String value, Runnable writing) {
    draft.once(value, writing);
  }

  /** Lets the model ask for the versions that a part of it needs. */
  void demand(long opset, long irVersion) {
    draft.demand(opset, irVersion);
  }

  /** The names that a part written by others may not use. */
  List<String> reserved() {
    return draft.reserved();
  }
}
