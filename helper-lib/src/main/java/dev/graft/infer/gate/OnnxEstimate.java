package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a model before anything runs it, and tells how large each value will be, how much memory
 * they take together, and how long they take to compute.
 *
 * <p>ONNX Runtime computes what hangs on weights alone when it opens a model; such values stay.
 */
final class OnnxEstimate {
  /** What a node costs ONNX Runtime where the model is opened: fifty microseconds. */
  private static final double NODE = 1.5e6;

  /** Characters of what a rule says: it may repeat long lists of the file's. */
  private static final int SAID = 300;

  private final GraphProto graph;
  private final long opset;
  private final Map<String, OnnxValue> values = new HashMap<>();
  private final Map<String, Integer> lastRead = new HashMap<>();
  private double weights;
  private double held;
  private double most;
  private double work;
  private final Heaviest memory = new Heaviest();
  private final Heaviest time = new Heaviest();

  /** The node to name in a message. */
  private static final class Heaviest {
    private double most = -1;
    private String said = "";

    void weigh(double weight, String node, List<OnnxValue> outputs) {
      if (weight > most) {
        most = weight;
        said = node + " makes " + outputs.get(0);
      }
    }
  }

  private OnnxEstimate(ModelProto model) {
    this.graph = model.getGraph();
    this.opset = OnnxVersions.opset(model);
  }

  /**
   * Demands that a model with one input {@code (N, 3, H, W)} and one output can be run.
   *
   * @param images at a time
   * @return the shape of its output, the batch in front
   * @throws IllegalArgumentException when it cannot, or takes more than the limit, or when only
   *     running it would tell
   */
  static long[] require(ModelProto model, int images, OnnxLimit limit) {
    OnnxEstimate estimate = new OnnxEstimate(model);
    OnnxValue output = estimate.run(images);
    limit.requireMemory(images, estimate.weights, estimate.most, estimate.memory.said);
    limit.requireWork(images, estimate.weights, estimate.work, estimate.time.said);
    return output.dims.clone();
  }

  private OnnxValue run(int images) {
    for (TensorProto tensor : graph.getInitializerList()) {
      put(tensor.getName(), OnnxValue.of(tensor));
      weights += values.get(tensor.getName()).bytes();
    }
    var dims = graph.getInput(0).getType().getTensorType().getShape().getDimList();
    OnnxValue input =
        OnnxValue.of(
            DataType.FLOAT,
            images,
            dims.get(1).getDimValue(),
            dims.get(2).getDimValue(),
            dims.get(3).getDimValue());
    put(graph.getInput(0).getName(), input);
    held = input.bytes();
    List<NodeProto> nodes = graph.getNodeList();
    for (int i = 0; i < nodes.size(); i++) {
      int at = i;
      nodes.get(i).getInputList().forEach(value -> lastRead.put(value, at));
    }
    for (int i = 0; i < nodes.size(); i++) {
      step(i, nodes.get(i));
    }
    return values.get(graph.getOutput(0).getName());
  }

  private void step(int i, NodeProto node) {
    String said = OnnxContents.said(node);
    List<OnnxValue> outputs;
    OnnxCall call;
    try {
      call = new OnnxCall(node, inputs(node), opset);
      outputs = outputs(call);
    } catch (RuntimeException e) {
      // a node on which a rule stumbles is none that an exporter wrote
      throw new IllegalArgumentException(
          said + ": " + Excerpt.of(String.valueOf(e.getMessage()), SAID), e);
    }
    if (call.op().equals("Constant")) {
      weights += outputs.get(0).bytes();
    }
    boolean constant =
        node.getInputList().stream().allMatch(v -> v.isEmpty() || values.get(v).constant);
    double bytes = 0;
    for (int o = 0; o < node.getOutputCount(); o++) {
      OnnxValue value = outputs.get(o).constant(constant);
      bytes += value.bytes();
      put(node.getOutput(o), value);
      String read = node.getOutput(o);
      // what is folded lies in the model and in the session
      held += constant ? 2 * value.bytes() : value.bytes();
      if (!constant && !lastRead.containsKey(read) && !isOutput(read)) {
        lastRead.put(read, i);
      }
    }
    most = Math.max(most, held + call.scratch());
    work += call.work() + NODE;
    memory.weigh(bytes + call.scratch(), said, outputs);
    time.weigh(call.work(), said, outputs);
    release(i, node);
  }

  private List<Optional<OnnxValue>> inputs(NodeProto node) {
    List<Optional<OnnxValue>> inputs = new ArrayList<>();
    for (String name : node.getInputList()) {
      if (!name.isEmpty() && !values.containsKey(name)) {
        throw new IllegalArgumentException(
            "it reads " + Excerpt.quoted(name) + ", which nothing before it makes");
      }
      inputs.add(Optional.ofNullable(values.get(name)));
    }
    return inputs;
  }

  private static List<OnnxValue> outputs(OnnxCall call) {
    OnnxRule rule = OnnxRules.ALL.get(call.op());
    if (rule == null) {
      throw new IllegalArgumentException(
          "this operator is not run; cut the model before it with output(name)");
    }
    List<OnnxValue> outputs = rule.outputs(call);
    if (call.outputs() > outputs.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "it has %d outputs, must have %d", call.outputs(), outputs.size()));
    }
    if (call.work() == 0) {
      call.work(outputs.stream().mapToDouble(OnnxValue::elements).sum() * OnnxCost.COPIED);
    }
    return outputs;
  }

  private void put(String name, OnnxValue value) {
    if (!name.isEmpty() && values.put(name, value) != null) {
      throw new IllegalArgumentException("value " + Excerpt.quoted(name) + " is made twice");
    }
  }

  private boolean isOutput(String value) {
    return graph.getOutput(0).getName().equals(value);
  }

  private void release(int i, NodeProto node) {
    List<String> done = new ArrayList<>(node.getInputList());
    done.addAll(node.getOutputList());
    for (String name : done.stream().distinct().toList()) {
      Integer last = lastRead.get(name);
      OnnxValue value = values.get(name);
      if (last != null && last == i && value != null && !value.constant && !isOutput(name)) {
        held -= value.bytes();
        lastRead.remove(name);
      }
    }
  }
}
