package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.graft.infer.gate.OnnxGate;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks the nodes of a file in order: what is constant is computed, the rest is drawn. */
final class Reader {
  private static final int SAID = 300;
  private static final int FREE = 1 << 22;
  private static final int TIMES = 8;

  private final GraphProto graph;
  private final List<NodeProto> nodes;
  private final Map<String, Value> values = new HashMap<>();
  private final Drawing drawing;
  private final Ahead ahead;
  private final Map<String, Integer> reads = new HashMap<>();

  /** How many numbers may still be folded. */
  private long left = FREE;

  /**
   * Begins.
   *
   * @param output the value that is wanted; what it does not need is not read
   */
  Reader(ModelProto model, Inlet entry, String output) {
    this.graph = model.getGraph();
    this.nodes = Passing.without(needed(graph, output), entry.name(), output);
    this.drawing = new Drawing(OnnxGate.opset(model), entry.fixedBatch());
    this.ahead = new Ahead(graph, nodes, values);
    nodes.forEach(n -> n.getInputList().forEach(name -> reads.merge(name, 1, Integer::sum)));
    for (TensorProto tensor : graph.getInitializerList()) {
      String name = tensor.getName();
      if (reads.containsKey(name)) {
        // exporters store equal weights once: such a name tells no layer
        String source = reads.get(name) == 1 ? name : name + Known.SHARED;
        Known known = Known.of(tensor).from(source);
        left += (long) TIMES * known.size();
        values.put(name, known);
      }
    }
    values.putAll(entry.values(drawing));
  }

  private static List<NodeProto> needed(GraphProto graph, String output) {
    Set<String> wanted = new HashSet<>(Set.of(output));
    List<NodeProto> kept = new ArrayList<>();
    List<NodeProto> nodes = ZeroStates.without(graph);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.getInputList());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  /** Reads all that is needed. */
  Drawing read() {
    nodes.stream().filter(node -> node.getOpType().equals("Constant")).forEach(this::step);
    for (NodeProto node : nodes) {
      if (!node.getOpType().equals("Constant") && !ahead.isDone(node)) {
        step(node);
        forget(node);
      }
    }
    return drawing;
  }

  /** What nobody else reads is a weight of a layer by now, and need not be held twice. */
  private void forget(NodeProto node) {
    for (String name : node.getInputList()) {
      if (values.get(name) instanceof Known && reads.getOrDefault(name, 0) == 1) {
        values.remove(name);
      }
    }
  }

  private void step(NodeProto node) {
    List<Value> outputs;
    try {
      outputs = outputs(node);
    } catch (MeetsMaskException e) {
      throw e;
    } catch (RuntimeException e) {
      // a node on which a rule stumbles is none that an exporter wrote
      String why =
          e instanceof IllegalArgumentException
              ? e.getMessage()
              : e.getClass().getSimpleName() + ": " + e.getMessage();
      // that an operator is read nowhere says more than what comes before it
      throw unread().orElseGet(() -> refused(node, why, e));
    }
    for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
      if (!node.getOutput(i).isEmpty()) { // what nobody reads; no input is called so
        values.put(node.getOutput(i), outputs.get(i));
      }
    }
    ahead.stood().ifPresent(other -> values.put(other.getOutput(0), outputs.get(0)));
  }

  private UnreadOperatorException refused(NodeProto node, String why, RuntimeException cause) {
    return new UnreadOperatorException(
        String.format(
            Locale.ROOT,
            "node %s (%s, number %d of %d): %s",
            Excerpt.quoted(node.getName()),
            Excerpt.of(node.getOpType()),
            place(node),
            graph.getNodeCount(),
            Excerpt.of(String.valueOf(why), SAID)),
        cause);
  }

  private Optional<UnreadOperatorException> unread() {
    return nodes.stream()
        .filter(n -> !Readings.knows(n.getOpType()) && !Folding.computes(n.getOpType()))
        .findFirst()
        .map(n -> refused(n, Readings.UNREAD, null));
  }

  /** Where the file has it, which may read other values there. */
  private int place(NodeProto node) {
    List<NodeProto> all = graph.getNodeList();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).getOutputList().equals(node.getOutputList())) {
        return i + 1;
      }
    }
    return 0;
  }

  private List<Value> outputs(NodeProto node) {
    List<Optional<Value>> inputs = new ArrayList<>();
    boolean known = true;
    for (String name : node.getInputList()) {
      Value value = values.get(name);
      if (!name.isEmpty() && value == null) {
        throw new IllegalArgumentException(
            "it reads " + Excerpt.quoted(name) + ", which nothing before it makes");
      }
      inputs.add(Optional.ofNullable(value));
      known &= value == null || value instanceof Known;
    }
    Step step = new Step(node, inputs, drawing, ahead);
    if (step.reads(Masked.class)) {
      boolean alone = !step.reads(Flow.class) && Folding.computes(node.getOpType());
      return alone ? masked(step) : MaskedScores.read(step);
    }
    if (known && Folding.computes(node.getOpType())) {
      List<Known> folded = Folding.fold(step);
      folded.forEach(this::count);
      return List.copyOf(folded);
    }
    return Readings.read(known ? step.given() : step);
  }

  private List<Value> masked(Step step) {
    List<Value> folded = Masked.fold(step);
    for (Value value : folded) {
      (value instanceof Masked masked ? masked.lanes() : List.of((Known) value))
          .forEach(this::count);
    }
    return folded;
  }

  private void count(Known folded) {
    left -= folded.size();
    if (left < 0) {
      throw new IllegalArgumentException("more is constant than the file has weights");
    }
  }

  /** What has been drawn. */
  Drawing drawing() {
    return drawing;
  }

  /** Finds the node of the graph that gives a value. */
  Flow flow(String value) {
    if (values.get(value) instanceof Flow flow) {
      return flow;
    }
    throw new IllegalArgumentException(
        "output " + Excerpt.quoted(value) + " does not hang on the image");
  }
}
