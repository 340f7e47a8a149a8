package dev.graft.infer;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An ONNX model as far as it has grown, and the slice that it is made of. */
final class OnnxDraft {
  private final Graph slice;
  private final StateDict weights;
  private final Map<String, Node> folds;
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> shared = new HashSet<>();
  private final OnnxGraph onnx;
  private final OnnxInput entry;
  private long opset;
  private long irVersion = OnnxGraph.IR_VERSION;

  OnnxDraft(Graph slice, StateDict weights, OnnxInput entry) {
    this.slice = slice;
    this.entry = entry;
    this.opset = entry.opset();
    this.weights = weights.select(slice);
    this.folds = BatchNormFolding.plan(slice);
    this.onnx = new OnnxGraph(slice.name());
  }

  long opset() {
    return opset;
  }

  long irVersion() {
    return irVersion;
  }

  Graph slice() {
    return slice;
  }

  StateDict weights() {
    return weights;
  }

  OnnxGraph onnx() {
    return onnx;
  }

  OnnxInput entry() {
    return entry;
  }

  /** Convolutions, and the normalization that each absorbs. */
  Map<String, Node> folds() {
    return folds;
  }

  /** The value that stands for what a node gives. */
  String value(String node) {
    return values.getOrDefault(node, node);
  }

  void stand(String node, String value) {
    values.put(node, value);
  }

  /** Lets the first who asks write what all of them read. */
  void once(String value, Runnable writing) {
    if (shared.add(value)) {
      writing.run();
    }
  }

  void demand(long own, long ownIrVersion) {
    if (own < entry.opset() && entry.opset() > OnnxGraph.OPSET) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "photos() needs opset %d, the ONNX backbone has %d; use pixels()",
              entry.opset(),
              own));
    }
    opset = own;
    irVersion = Math.max(irVersion, ownIrVersion);
  }

  List<String> reserved() {
    var reserved = new ArrayList<>(slice.nodes().stream().map(Node::name).toList());
    reserved.addAll(
        List.of(
            "relu6",
            "gelu",
            "attention",
            "tokens",
            "embedding",
            "unit",
            "pixels",
            "photos",
            "trust.features",
            "probabilities"));
    return reserved;
  }
}
